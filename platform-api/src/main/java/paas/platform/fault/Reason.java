package paas.platform.fault;

/**
 * The whole catalogue of refusals: the id that clients see and the HTTP status that carries it. Ids
 * are the Heroku Platform API's.
 */
public enum Reason {
  BAD_REQUEST("bad_request", 400),
  UNAUTHORIZED("unauthorized", 401),
  FORBIDDEN("forbidden", 403),
  NOT_FOUND("not_found", 404),
  NOT_ACCEPTABLE("not_acceptable", 406),
  CONFLICT("conflict", 409),
  GONE("gone", 410),
  TOO_LARGE("too_large", 413),
  RANGE_NOT_SATISFIABLE("requested_range_not_satisfiable", 416),
  INVALID_PARAMS("invalid_params", 422),
  RATE_LIMIT("rate_limit", 429),
  INTERNAL("internal_server_error", 500),
  UNAVAILABLE("service_unavailable", 503);

  private final String id;
  private final int status;

  Reason(String id, int status) {
    this.id = id;
    this.status = status;
  }

  public String id() {
    return id;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
