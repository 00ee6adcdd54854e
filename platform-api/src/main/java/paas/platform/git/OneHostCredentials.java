package paas.platform.git;

import java.net.URI;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import paas.platform.store.GitStore;

/** An account that is shown to the server that it is for, and to none that this one leads to. */
final class OneHostCredentials extends UsernamePasswordCredentialsProvider {
  private final URI home;

  OneHostCredentials(URI home, GitStore.Login login) {
    super(login.username(), login.secret());
    this.home = home;
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    boolean same =
        home.getScheme().equalsIgnoreCase(uri.getScheme())
            && home.getHost().equalsIgnoreCase(uri.getHost())
            && home.getPort() == uri.getPort();
    return same && super.get(uri, items);
  }
}
