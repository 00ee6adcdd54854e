package paas.router.control.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import paas.router.http.RouteTable;

/** The last route table on disk. */
public final class TableFile {
  private static final int MAGIC = 0x50525431; // "PRT1"

  private final WholeFile file;

  public TableFile(Path file) {
    this.file = new WholeFile(file, MAGIC, TableCodec.MAX_BYTES);
  }

  /** Replaces the file so that a crash at any instant leaves the former or the new table, whole. */
  public void save(RouteTable table) throws IOException {
    file.save(out -> TableCodec.write(out, table));
  }

  /**
   * The saved table; empty when there is none, or when it cannot be read and was therefore set
   * aside.
   */
  public Optional<RouteTable> load() {
    return file.load(TableCodec::decode);
  }
}
