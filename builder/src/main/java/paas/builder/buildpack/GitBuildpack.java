package paas.builder.buildpack;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FileUtils;
import paas.builder.fetch.Fetcher;
import paas.builder.fetch.Stop;

/**
 * Fetches one commit of a repository, as shallow as its server allows, into a repository of its own
 * that goes when this is closed.
 */
final class GitBuildpack implements AutoCloseable {
  private static final String HERE = "refs/paas/buildpack";

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{4,40}");

  private final BuildpackReference.Git reference;
  private final Fetcher fetcher;
  private final Stop stop;
  private final Path folder;
  private final Repository repository;
  private Optional<Ref> advertised = Optional.empty();

  GitBuildpack(BuildpackReference.Git reference, Fetcher fetcher, Stop stop, Path folder)
      throws IOException {
    this.reference = reference;
    this.fetcher = fetcher;
    this.stop = stop;
    this.folder = folder;
    this.repository = new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    repository.create(true);
    // A collection in the background would meet the folder's removal.
    repository.getConfig().setBoolean("gc", null, "autoDetach", false);
  }

  /**
   * Asks the server which commit is meant; empty when only a fetch can tell (a short commit id).
   */
  Optional<String> commit() throws IOException {
    if (ObjectId.isId(reference.ref())) {
      return Optional.of(reference.ref());
    }
    advertised = advertised();
    return advertised.map(ref -> target(ref).name());
  }

  /** Fetches it, once {@link #commit} was asked, and returns its commit id. */
  String fetch() throws IOException {
    if (advertised.isPresent()) {
      shallow(advertised.get().getName());
    } else if (COMMIT.matcher(reference.ref()).matches()
        && !(ObjectId.isId(reference.ref()) && tryShallow(reference.ref()))) {
      everything();
    }
    ObjectId found = repository.resolve(HERE + "^{commit}");
    if (found == null) {
      throw new IOException("it has no branch, tag or commit '" + reference.ref() + "'");
    }
    return found.name();
  }

  /** Writes the commit's files; submodules are left out. */
  void writeTar(OutputStream out) throws IOException {
    try (var walk = new RevWalk(repository);
        var tree = new TreeWalk(repository)) {
      RevCommit commit = walk.parseCommit(repository.resolve(HERE + "^{commit}"));
      tree.addTree(commit.getTree());
      tree.setRecursive(true);
      var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      while (tree.next()) {
        put(tar, tree, commit.getCommitTime());
      }
      tar.finish();
    }
  }

  @Override
  public void close() throws IOException {
    repository.close();
    FileUtils.delete(
        folder.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY | FileUtils.SKIP_MISSING);
  }

  private Optional<Ref> advertised() throws IOException {
    try (Transport transport = open();
        FetchConnection connection = transport.openFetch()) {
      Map<String, Ref> refs = connection.getRefsMap();
      String name = reference.ref().isEmpty() ? "HEAD" : reference.ref();
      return List.of(name, "refs/heads/" + name, "refs/tags/" + name).stream()
          .filter(refs::containsKey)
          .map(refs::get)
          .findFirst();
    }
  }

  private static ObjectId target(Ref ref) {
    ObjectId peeled = ref.getPeeledObjectId();
    return Objects.requireNonNull(peeled == null ? ref.getObjectId() : peeled);
  }

  private boolean tryShallow(String commit) throws IOException {
    try {
      shallow(commit);
      return true;
    } catch (TransportException e) {
      // This server gives only what it advertises: what is meant is looked for in all of it.
      return false;
    }
  }

  private void shallow(String from) throws IOException {
    try (Transport transport = open()) {
      transport.setDepth(1);
      transport.fetch(monitor(), List.of(new RefSpec("+" + from + ":" + HERE)));
    }
  }

  private void everything() throws IOException {
    try (Transport transport = open()) {
      transport.fetch(monitor(), List.of(new RefSpec("+refs/heads/*:refs/all/*")));
    }
    ObjectId found = repository.resolve(reference.ref() + "^{commit}");
    if (found != null) {
      var update = repository.updateRef(HERE);
      update.setNewObjectId(found);
      update.forceUpdate();
    }
  }

  private Transport open() throws IOException {
    try {
      Transport transport = Transport.open(repository, new URIish(reference.url().toString()));
      if (!(transport instanceof TransportHttp http)) {
        transport.close();
        throw new IOException("not an http or https URL");
      }
      http.setHttpConnectionFactory(fetcher.git());
      transport.setTagOpt(TagOpt.NO_TAGS);
      return transport;
    } catch (URISyntaxException e) {
      throw new IOException("not a URL", e);
    }
  }

  private ProgressMonitor monitor() {
    return new EmptyProgressMonitor() {
      @Override
      public boolean isCancelled() {
        return stop.stopped();
      }
    };
  }

  private void put(TarArchiveOutputStream tar, TreeWalk tree, int seconds) throws IOException {
    FileMode mode = tree.getFileMode();
    if (mode == FileMode.GITLINK) {
      return;
    }
    ObjectLoader blob = repository.open(tree.getObjectId(0));
    boolean link = mode == FileMode.SYMLINK;
    var entry =
        new TarArchiveEntry(
            tree.getPathString(), link ? TarConstants.LF_SYMLINK : TarConstants.LF_NORMAL);
    entry.setMode(mode == FileMode.EXECUTABLE_FILE ? 0755 : 0644);
    entry.setModTime(seconds * 1000L);
    if (link) {
      entry.setLinkName(new String(blob.getBytes(), StandardCharsets.UTF_8));
    } else {
      entry.setSize(blob.getSize());
    }
    tar.putArchiveEntry(entry);
    if (!link) {
      blob.copyTo(tar);
    }
    tar.closeArchiveEntry();
  }
}
