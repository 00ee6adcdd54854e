package paas.platform.push;

import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import paas.platform.app.AppId;

/** Which commits went live, as far as cut-off pushes ask. */
interface LiveCommits {
  List<AppId> apps();

  /** Whether the newest release of this commit went live; blocks while that is being decided. */
  boolean wentLive(AppId app, ObjectId commit) throws InterruptedException;
}
