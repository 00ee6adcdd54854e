def hello() -> str:
    return "Hello from a package of a uv workspace"
