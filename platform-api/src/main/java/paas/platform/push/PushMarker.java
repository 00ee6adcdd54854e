package paas.platform.push;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/**
 * A hidden ref that says which commit is being deployed to which branch, from before the release is
 * recorded until after git has moved the branch: what a kill in between leaves to be put right.
 */
public final class PushMarker {
  static final String PREFIX = "refs/paas/pushing/";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BETWEEN = Duration.ofMillis(20);

  private PushMarker() {}

  public static void set(Repository repository, String branch, ObjectId commit) throws IOException {
    force(repository, PREFIX + branch, commit);
  }

  public static void clear(Repository repository, String branch) throws IOException {
    RefUpdate update = repository.updateRef(PREFIX + branch);
    update.setForceUpdate(true);
    update.delete();
  }

  /** The same, unless another push has set it meanwhile. */
  static void clear(Repository repository, String branch, ObjectId commit) throws IOException {
    RefUpdate update = repository.updateRef(PREFIX + branch);
    update.setExpectedOldObjectId(commit);
    update.setForceUpdate(true);
    update.delete();
  }

  /** The pushes that were cut off, by branch (short name). */
  static Map<String, ObjectId> all(Repository repository) throws IOException {
    Map<String, ObjectId> markers = new HashMap<>();
    for (Ref marker : repository.getRefDatabase().getRefsByPrefix(PREFIX)) {
      Optional.ofNullable(marker.getObjectId())
          .ifPresent(commit -> markers.put(marker.getName().substring(PREFIX.length()), commit));
    }
    return markers;
  }

  /** Whoever else has the ref locked, such as a repair after a restart, lets go of it soon. */
  public static void force(Repository repository, String name, ObjectId to) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    RefUpdate.Result result = tryForce(repository, name, to);
    while (result == RefUpdate.Result.LOCK_FAILURE && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(BETWEEN.toNanos());
      result = tryForce(repository, name, to);
    }
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      default -> throw new IOException("ref " + name + " could not be set: " + result);
    }
  }

  private static RefUpdate.Result tryForce(Repository repository, String name, ObjectId to)
      throws IOException {
    RefUpdate update = repository.updateRef(name);
    update.setNewObjectId(to);
    update.setForceUpdate(true);
    return update.update();
  }
}
