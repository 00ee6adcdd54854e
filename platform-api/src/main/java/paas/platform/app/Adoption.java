package paas.platform.app;

/** Something that goes on with an app's running things after the platform was restarted. */
public interface Adoption {
  /** Called once per app at start, when the engine answers. */
  void adopt(App app);
}
