package paas.platform.access;

/** What a caller is to the platform, or to the app that a request names; weakest first. */
public enum Role {
  /** No valid token. */
  ANONYMOUS,
  /** A user with no part in the app. */
  STRANGER,
  COLLABORATOR,
  OWNER,
  ADMIN
}
