package paas.platform.cert;

/** How far the automatic certificate of a hostname is. */
public enum IssueState {
  /** It will be asked for soon. */
  WAITING("pending"),
  /** The authority is checking that the hostname leads here. */
  ISSUING("verified"),
  ISSUED("cert issued"),
  /** It is tried again later; the reason says why it is not there. */
  FAILING("failing");

  private final String shown;

  IssueState(String shown) {
    this.shown = shown;
  }

  /** Heroku's word for it. */
  public String shown() {
    return shown;
  }
}
