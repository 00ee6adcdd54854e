package paas.platform.autoscale;

/** How it stands with an app; quantities follow the load only while it is steady. */
public enum Situation {
  STEADY("steady"),
  STARTING("instances are starting"),
  DEPLOYING("a deploy is under way"),
  STOPPED("it was stopped by hand"),
  MAINTENANCE("the app is in maintenance");

  private final String words;

  Situation(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
