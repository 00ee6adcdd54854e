package paas.router.control.tls;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.control.table.WholeFile;
import paas.router.tls.TlsTable;
import paas.router.tls.TlsTables;

/** Puts TLS tables in force and the last one on disk, so that HTTPS is there without paasd. */
public final class TlsKeeper {
  private static final Logger log = LoggerFactory.getLogger(TlsKeeper.class);
  private static final int MAGIC = 0x50544c31; // "PTL1"

  private final TlsTables tables;
  private final WholeFile file;

  public TlsKeeper(TlsTables tables, Path file) {
    this.tables = tables;
    this.file = new WholeFile(file, MAGIC, TlsCodec.MAX_BYTES);
  }

  /** Puts the table on disk in force, if there is one. */
  public void load() {
    file.load(TlsCodec::decode).ifPresent(tables::apply);
  }

  public long generation() {
    return tables.current().generation();
  }

  /**
   * Puts a table in force and on disk, unless a newer one is. A disk that fails is reported and
   * does not hold up the traffic.
   *
   * @return the generation in force
   */
  public synchronized long put(TlsTable table) {
    if (tables.apply(table)) {
      try {
        file.save(TlsCodec.encode(table));
      } catch (IOException e) {
        log.error("TLS table {} is in force but could not be saved", table.generation(), e);
      }
    }
    return tables.current().generation();
  }
}
