package paas.cli.command;

/**
 * The release of paas, which is all that tells one; a test holds it equal to the newest in
 * docs/CHANGELOG.md. The names of the jars stay as they are.
 */
public final class Version {
  public static final String TEXT = "0.9.8";

  private Version() {}
}
