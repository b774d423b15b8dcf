"""`/auth/tokens`: tokens for programs."""

from __future__ import annotations

from service.accounts import repository, tokens
from service.accounts.endpoints.callers import Anyone, in_person
from service.accounts.models import ApiToken
from service.accounts.schemas import NewToken, TokenOnce, TokenView
from service.problems import answers
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/auth/tokens", tags=["auth"])


@router.post("", status_code=201, responses=answers(409))
def create_token(actor: Anyone, session: Writing, service_: Service, new: NewToken) -> TokenOnce:
    """Make a token for a program; its secret is shown this once. A token cannot make tokens."""
    in_person(actor)
    token, secret = tokens.create(session, service_.clock(), actor, new)
    return TokenOnce(**_view(token).model_dump(), token=secret)


@router.get("")
def list_tokens(actor: Anyone, session: Reading, service_: Service) -> list[TokenView]:
    """List one's valid tokens, 50 at most, the newest first."""
    return [_view(token) for token in repository.tokens(session, actor.account_id, service_.clock())]


@router.delete("/{token_id}", status_code=204)
def delete_token(actor: Anyone, session: Writing, service_: Service, token_id: Key) -> None:
    """End one of one's own tokens."""
    in_person(actor)
    tokens.delete(session, service_.clock(), actor, token_id)


def _view(token: ApiToken) -> TokenView:
    return TokenView(
        id=token.id,
        name=token.name,
        scopes=token.scopes,
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
    )
