package paas.platform.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/** A repository that takes no object from a fetch that would not fit into the heap. */
final class BoundedRepository extends FileRepository {
  private final long largest;

  BoundedRepository(File directory, long largest) throws IOException {
    super(directory);
    this.largest = largest;
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
      public PackParser newPackParser(InputStream in) throws IOException {
        PackParser parser = inserter.newPackParser(in);
        parser.setMaxObjectSizeLimit(largest);
        return parser;
      }
    };
  }
}
