"""Schemathesis over the accounts' operations with a session cookie."""
import schemathesis, pytest
from hypothesis import settings, given, HealthCheck, Phase
from schemathesis.python import asgi
from tests.service.test_schema import CHECKS
from service.access.identity import COOKIE
from service.access.roles import Role
@pytest.mark.parametrize("role",[Role.ADMIN, Role.HOLDER, None])
def test_x(house, role):
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", house.app)
    n=0; seen={}
    with asgi.get_client(house.app) as client:
        for found in schema.get_all_operations():
            op = found.ok()
            if not any(w in op.path for w in ("/auth","/accounts","/invitations")): continue
            n+=1
            @settings(max_examples=25,database=None,derandomize=True,deadline=None,phases=[Phase.explicit,Phase.generate],suppress_health_check=list(HealthCheck))
            @given(case=op.as_strategy())
            def send(case):
                kw={}
                if role:
                    c=house.login(role); kw={"cookies":{COOKIE:c.cookies[COOKIE]}}
                if op.path.endswith(("accounts/{account_id}",)) and role: case.path_parameters["account_id"]=c.headers["x-account"]
                r=case.call(session=client, **kw)
                seen.setdefault((op.method,op.path),set()).add(r.status_code)
                case.validate_response(r, checks=CHECKS)
            send()
    for k,v in seen.items(): print(k,v)
    assert n>15
