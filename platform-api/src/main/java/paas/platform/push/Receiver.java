package paas.platform.push;

import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import paas.platform.pack.PackLimits;

/**
 * JGit's side of a push: the protocol and the refs. Objects and links were looked through by git
 * (package pack), so they are not walked again here.
 */
final class Receiver extends ReceivePack {
  Receiver(Repository repository) {
    super(repository);
    connectivityChecker = (asked, haves, progress) -> {};
    setBiDirectionalPipe(false);
    setAtomic(false);
    setAllowPushOptions(true);
    setAllowCreates(true);
    setAllowDeletes(true);
    setAllowNonFastForwards(true);
    setMaxPackSizeLimit(PackLimits.PACK);
    setRefFilter(GitService::visible);
  }
}
