package paas.platform.push;

import paas.platform.app.App;
import paas.platform.intake.Console;

/** The app that a push is for; a new one was made by this push, as there was none of its name. */
record Destination(App app, boolean isNew) {
  /** A mistyped or outdated remote would otherwise look like a deploy of the app that was meant. */
  void announce(Console console) {
    if (isNew) {
      String name = app.name().toString();
      console.heading(
          "Making '" + name + "', as there was no such app. A typo? paas destroy " + name);
    }
  }
}
