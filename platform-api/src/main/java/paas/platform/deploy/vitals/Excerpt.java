package paas.platform.deploy.vitals;

import paas.platform.fault.OneLine;

/** The beginning of what an instance says, as one line of a message may hold it. */
final class Excerpt {
  private static final int MOST = 200;

  private Excerpt() {}

  static String of(String text) {
    return OneLine.of(text, MOST);
  }
}
