"""What stands between the network and the routes: origins, headers, sizes, rates, request ids."""
