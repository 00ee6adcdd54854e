package paas.platform.store;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import paas.platform.release.Release;
import paas.platform.store.row.ReleaseRows;

/**
 * Which releases' postdeploy scripts are still to run. One is owed from the moment its release
 * succeeded (see {@link ReleaseStore#status}), begun once somebody took it, and then ended.
 */
@Singleton
public class PostdeployStore {
  private final Transactions transactions;
  private final ReleaseRows releases;
  private final ReleaseCodec codec;

  PostdeployStore(Transactions transactions, ReleaseRows releases, ReleaseCodec codec) {
    this.transactions = transactions;
    this.releases = releases;
    this.codec = codec;
  }

  /** Takes it: true for one caller only, and never where none is owed. */
  public boolean begin(UUID release) {
    return transactions.write(() -> releases.beginPostdeploy(release)) > 0;
  }

  /** It has ended, or it was told that it was cut off. */
  public void end(UUID release) {
    transactions.write(() -> releases.endPostdeploy(release));
  }

  /** Those that nobody has begun. */
  public List<Release> owed() {
    return in("owed");
  }

  /** Those that were begun and did not end: after a restart, those that were cut off. */
  public List<Release> begun() {
    return in("begun");
  }

  private List<Release> in(String state) {
    return transactions.read(() -> releases.postdeploy(state)).stream()
        .map(codec::release)
        .toList();
  }
}
