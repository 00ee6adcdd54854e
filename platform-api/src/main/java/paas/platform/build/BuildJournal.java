package paas.platform.build;

import paas.platform.app.AppId;

/** Where a build's output goes in the app's own log. */
@FunctionalInterface
public interface BuildJournal {
  /** One line that a process of the app printed; {@code process} is {@code build}. */
  void output(AppId app, String process, String text);
}
