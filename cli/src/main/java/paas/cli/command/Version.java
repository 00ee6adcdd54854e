package paas.cli.command;

/** The version of paas; a test holds it equal to the build's. */
public final class Version {
  public static final String TEXT = "0.1.0";

  private Version() {}
}
