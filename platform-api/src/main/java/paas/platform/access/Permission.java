package paas.platform.access;

/** Who may use a route. Every route declares one, with {@link Allows}. */
public enum Permission {
  /** Anybody. */
  PUBLIC(Role.ANONYMOUS),
  /** Whoever holds the secret that the URL carries; the route checks it before any upgrade. */
  LINK(Role.ANONYMOUS),
  /** Any user. */
  USER(Role.STRANGER),
  /** Any user, on what is the caller's own. */
  SELF(Role.STRANGER),
  /** Seeing an app. */
  APP_READ(Role.COLLABORATOR),
  /** Changing and running an app. */
  APP_WRITE(Role.COLLABORATOR),
  /** Giving an app away, or ending it. */
  APP_OWNER(Role.OWNER),
  /** Running the platform. */
  ADMIN(Role.ADMIN);

  private final Role weakest;

  Permission(Role weakest) {
    this.weakest = weakest;
  }

  public boolean permits(Role role) {
    return role.compareTo(weakest) >= 0;
  }

  /** Whether the URL names an app that the caller must have a part in. */
  public boolean concernsApp() {
    return this == APP_READ || this == APP_WRITE || this == APP_OWNER;
  }

  /** Whether a token is asked for. */
  public boolean needsUser() {
    return weakest != Role.ANONYMOUS;
  }
}
