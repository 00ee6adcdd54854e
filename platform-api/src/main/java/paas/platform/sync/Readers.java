package paas.platform.sync;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import paas.platform.access.Permission;
import paas.platform.app.AppId;
import paas.platform.git.Fetches;
import paas.platform.git.Reader;
import paas.platform.store.AppRoles;
import paas.platform.store.BuildOrder;
import paas.platform.store.GitStore;

/**
 * Decides with whose accounts apps are synced: those of who named the repository, for as long as
 * they may change the app; after that, nobody's.
 *
 * <p>It is one rule for who left the app, who was removed from it, and who was removed from the
 * platform. None of them may go on lending the app their account: it would be given what only they
 * may read. But which repository it comes from is the app's own setting, and a public one needs
 * nobody: refusing it would stop the deploys of those who stay for nothing. A private one is
 * refused by its host, and the build says how somebody else names it.
 */
public final class Readers {
  private final AppRoles roles;
  private final GitStore accounts;

  Readers(AppRoles roles, GitStore accounts) {
    this.roles = roles;
    this.accounts = accounts;
  }

  /** Whose accounts are shown, as it stands now; {@code namedBy} is empty once they are removed. */
  public Optional<UUID> reader(AppId app, Optional<UUID> namedBy) {
    return namedBy.filter(user -> roles.permits(user, app, Permission.APP_WRITE));
  }

  /** To be asked when a sync begins: its user may have left while it stood in line. */
  Reader reader(AppId app, BuildOrder.Sync order) {
    return reader(app, order.user())
        .<Reader>map(Reader.Member::new)
        .orElseGet(() -> new Reader.Nobody(command(order)));
  }

  private static String command(BuildOrder.Sync order) {
    String branch = order.reference().isEmpty() ? "" : "#" + order.reference();
    return "paas git:sync " + order.url() + branch;
  }

  Fetches.Remote remote(String url, Reader reader, Consumer<Runnable> whenGone) {
    String host = String.valueOf(URI.create(url).getHost());
    return new Fetches.Remote(
        url, reader, reader.user().flatMap(user -> accounts.login(user, host)), whenGone);
  }
}
