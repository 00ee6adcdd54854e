package paas.platform.pack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.PackParser;

/**
 * A repository for one push or fetch: the pack that comes is received by git, not by this process.
 * {@code whenGone} is given what ends that at once.
 */
public final class ReceivingRepository extends FileRepository {
  private final PackIntake intake;
  private final Consumer<Runnable> whenGone;

  public ReceivingRepository(File directory, PackIntake intake, Consumer<Runnable> whenGone)
      throws IOException {
    super(directory);
    this.intake = intake;
    this.whenGone = whenGone;
  }

  @Override
  public ObjectInserter newObjectInserter() {
    ObjectInserter inserter = super.newObjectInserter();
    return new ObjectInserter.Filter() {
      @Override
      protected ObjectInserter delegate() {
        return inserter;
      }

      @Override
      public PackParser newPackParser(InputStream in) {
        return new ForeignPack(ReceivingRepository.this, in, intake, whenGone);
      }
    };
  }

  /** Tidying has its own time, and bounds (package push): JGit's would search for deltas. */
  @Override
  public void autoGC(ProgressMonitor monitor) {}
}
