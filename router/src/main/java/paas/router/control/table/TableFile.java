package paas.router.control.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import paas.router.http.RouteTable;

/**
 * The last route table on disk: one that is whole, and beside it the differences of those that came
 * since, until they are many.
 */
public final class TableFile {
  private static final int MAGIC = 0x50525431; // "PRT1"

  /** So much is written sooner than a file is replaced. */
  private static final long FEW_BYTES = 64 << 10;

  /**
   * So many are read in a moment whatever they are from: each of a table of 100,000 hostnames takes
   * 10 ms to read where one comes or goes, and a router that starts serves nobody until then.
   */
  private static final int MOST_DIFFERENCES = 64;

  private final Path file;
  private final WholeFile whole;
  private final DifferenceLog differences;

  /** What is on disk; null where that is not known. */
  private @Nullable RouteTable saved;

  /** What both files were when that was saved. */
  private FileMark leftWhole = FileMark.NONE;

  private FileMark leftDifferences = FileMark.NONE;

  public TableFile(Path file) {
    this.file = file;
    this.whole = new WholeFile(file, MAGIC, TableCodec.MAX_BYTES);
    this.differences = new DifferenceLog(file.resolveSibling(file.getFileName() + ".differences"));
  }

  /**
   * Writes it so that a crash at any instant leaves the former or the new table, whole. Used by one
   * thread at a time.
   */
  public void save(RouteTable table) throws IOException {
    RouteTable former = saved;
    saved = null;
    if (former == null || areMany() || areOthers()) {
      leftWhole = whole.save(out -> TableCodec.write(out, table));
      // Until here they lead nowhere: they begin with an older table.
      differences.clear();
    } else {
      differences.append(table, former);
    }
    leftDifferences = differences.mark();
    saved = table;
  }

  private boolean areMany() {
    return differences.count() >= MOST_DIFFERENCES
        || differences.bytes() > Math.max(FEW_BYTES, leftWhole.bytes() / 2);
  }

  /** A router whose disk was slow while another took over may have written its last since. */
  private boolean areOthers() throws IOException {
    return !leftWhole.equals(FileMark.of(file)) || !leftDifferences.equals(differences.mark());
  }

  /** Somebody else writes it from now on: the next table of this one is saved whole. */
  public void forget() {
    saved = null;
  }

  /**
   * The saved table; empty when there is none, or when it cannot be read and was therefore set
   * aside.
   */
  public Optional<RouteTable> load() {
    return whole.load(TableCodec::decode).map(differences::replay);
  }
}
