package paas.platform.git;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.BasePackFetchConnection;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import paas.builder.fetch.Fetcher;
import paas.platform.fault.Rejected;
import paas.platform.outbound.Outbound;
import paas.platform.pack.PackIntake;
import paas.platform.pack.PackLimits;
import paas.platform.pack.ReceivingRepository;
import paas.platform.store.GitStore;

/**
 * Fetches from foreign repositories by HTTP, through a {@link Fetcher}: bounded in bytes, time and
 * the size of one object, and checked like a push. Thread-safe, blocking.
 */
public final class Fetches {
  private static final long MOST = PackLimits.PACK;
  private static final int SILENCE_SECONDS = 60;

  private final Outbound outbound;
  private final PackIntake intake;

  public Fetches(Outbound outbound, PackIntake intake) {
    this.outbound = outbound;
    this.intake = intake;
  }

  /**
   * One foreign repository, who reads it, and their account there, if they have one that may be
   * shown; {@code whenGone} is given what ends the fetch.
   */
  public record Remote(
      String url, Reader reader, Optional<GitStore.Login> login, Consumer<Runnable> whenGone) {}

  /** The commit of a branch, a tag or HEAD, kept under the ref {@code into}. */
  public ObjectId commit(Repository repository, Remote remote, Reference wanted, String into)
      throws IOException {
    return through(
        repository,
        remote,
        transport -> {
          String name = name(transport, wanted, remote.url());
          transport.fetch(
              NullProgressMonitor.INSTANCE, List.of(new RefSpec("+" + name + ":" + into)));
          return peeled(repository, into);
        });
  }

  /** All branches and tags, so that any commit of theirs is there. */
  void everything(Repository repository, Remote remote) throws IOException {
    through(
        repository,
        remote,
        transport -> {
          name(transport, new Reference(""), remote.url());
          return transport.fetch(
              NullProgressMonitor.INSTANCE,
              List.of(
                  new RefSpec("+refs/heads/*:refs/heads/*"),
                  new RefSpec("+refs/tags/*:refs/tags/*")));
        });
  }

  private interface Work<T> {
    T with(Transport transport) throws IOException;
  }

  private <T> T through(Repository repository, Remote remote, Work<T> work) throws IOException {
    URI url = outbound.admit(remote.url());
    try (Fetcher fetcher = outbound.open(MOST, remote.whenGone());
        Repository receiving =
            new ReceivingRepository(repository.getDirectory(), intake, remote.whenGone());
        Transport transport = Transport.open(receiving, new URIish(remote.url()))) {
      if (!(transport instanceof TransportHttp http)) {
        throw Rejected.invalid("Only http:// and https:// repositories are fetched.");
      }
      http.setHttpConnectionFactory(fetcher.git());
      transport.setTimeout(SILENCE_SECONDS);
      transport.setTagOpt(TagOpt.NO_TAGS);
      remote
          .login()
          .ifPresent(login ->
              transport.setCredentialsProvider(
                  new OneHostCredentials(Origin.of(remote.url()), login)));
      return work(fetcher, url, remote.reader(), () -> work.with(transport));
    } catch (URISyntaxException e) {
      throw Rejected.invalid("That is no URL of a repository.");
    }
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private static <T> T work(Fetcher fetcher, URI url, Reader reader, Step<T> step)
      throws IOException {
    try {
      return step.run();
    } catch (TransportException e) {
      throw fetcher
          .refusal()
          .map(Outbound::refused)
          .orElseGet(() -> explained(url, reader, String.valueOf(e.getMessage())));
    }
  }

  private static Rejected explained(URI url, Reader reader, String message) {
    boolean login =
        message.contains("not authorized") || message.contains("Authentication is required");
    return Rejected.invalid(
        login
            ? url.getHost()
                + " does not let the platform read that repository: "
                + reader.advice(url.getHost())
            : "The repository cannot be fetched: " + message);
  }

  private static String name(Transport transport, Reference wanted, String url) throws IOException {
    Map<String, Ref> refs;
    try (FetchConnection connection = transport.openFetch()) {
      if (!(connection instanceof BasePackFetchConnection)) {
        throw Rejected.invalid("The server speaks git's old dumb HTTP only, which is not fetched.");
      }
      refs = connection.getRefsMap();
    }
    List<String> names =
        wanted.name().isEmpty()
            ? List.of(Constants.HEAD)
            : List.of(Constants.R_HEADS + wanted.name(), Constants.R_TAGS + wanted.name());
    return names.stream()
        .filter(refs::containsKey)
        .findFirst()
        .orElseThrow(() ->
            Rejected.invalid(
                wanted.name().isEmpty()
                    ? "The repository " + url + " is empty: push something to it first."
                    : "The repository has no branch or tag '" + wanted.name() + "'."));
  }

  private static ObjectId peeled(Repository repository, String ref) throws IOException {
    try (RevWalk commits = new RevWalk(repository)) {
      return commits.parseCommit(repository.resolve(ref)).copy();
    }
  }
}
