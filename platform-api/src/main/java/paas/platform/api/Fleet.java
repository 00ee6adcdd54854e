package paas.platform.api;

import java.util.List;
import paas.platform.app.AppId;
import paas.platform.deploy.InstanceView;

/** What the API asks of the control loops. Thread-safe. */
public interface Fleet {
  /** The app's intent changed. Returns at once. */
  void wake(AppId app);

  /** What exists of the app now, in the order of the slots. */
  List<InstanceView> instances(AppId app);

  /** Stops and removes everything of the app, then deletes it. Returns once nobody can reach it. */
  void destroy(AppId app);
}
