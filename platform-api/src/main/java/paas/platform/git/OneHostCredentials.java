package paas.platform.git;

import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import paas.platform.store.GitStore;

/** An account that is shown to the server that it is for, and to none that this one leads to. */
final class OneHostCredentials extends UsernamePasswordCredentialsProvider {
  private final Origin home;

  OneHostCredentials(Origin home, GitStore.Login login) {
    super(login.username(), login.secret());
    this.home = home;
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    boolean same =
        uri.getScheme() != null
            && uri.getHost() != null
            && Origin.of(uri.getScheme(), uri.getHost(), uri.getPort()).equals(home);
    return same && super.get(uri, items);
  }
}
