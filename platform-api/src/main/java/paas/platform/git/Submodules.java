package paas.platform.git;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.intake.Console;
import paas.platform.outbound.Outbound;
import paas.platform.pack.Blobs;
import paas.platform.store.GitStore;

/**
 * Reads commits with their submodules, which are fetched where their URLs may be; the directories
 * of others stay empty, and that is said. Each app has copies of its own. Thread-safe, blocking.
 */
public final class Submodules {
  private static final int DEPTH = 5;
  private static final int MOST = 50;
  private static final int LARGEST_FILE = 1 << 20;
  private static final String FILE = ".gitmodules";
  private static final String SECTION = "submodule";

  private final Repositories repositories;
  private final Fetches fetches;
  private final Outbound outbound;
  private final Accounts accounts;

  public Submodules(
      Repositories repositories, Fetches fetches, Outbound outbound, Accounts accounts) {
    this.repositories = repositories;
    this.fetches = fetches;
    this.outbound = outbound;
    this.accounts = accounts;
  }

  /** Users' accounts at git hosts. */
  @FunctionalInterface
  public interface Accounts {
    Optional<GitStore.Login> login(UUID user, String host);
  }

  /**
   * For which app, and as whom; {@code base}: the URL that relative ones start from, if the commit
   * came from one.
   */
  public record Asked(
      AppId app,
      Reader reader,
      Optional<String> base,
      Console console,
      Consumer<Runnable> whenGone) {}

  /** A commit with all that belongs to it, until it is closed. */
  public static final class Whole implements AutoCloseable {
    private final Optional<Origin> named;
    private final List<Repository> open = new ArrayList<>();
    private Optional<CommitTree> tree = Optional.empty();

    /** {@code named} is the server that a person named, not a file of a repository. */
    private Whole(Optional<Origin> named) {
      this.named = named;
    }

    public CommitTree tree() {
      return tree.orElseThrow();
    }

    @Override
    public void close() {
      open.forEach(Repository::close);
    }
  }

  /** Fetches what is missing, then reads. The caller closes it. */
  public Whole whole(Repository repository, ObjectId commit, Asked asked) throws IOException {
    Whole whole = new Whole(asked.base().map(Origin::of));
    try {
      whole.tree = Optional.of(tree(repository, commit, asked, whole, 0));
      return whole;
    } catch (IOException | RuntimeException e) {
      whole.close();
      throw e;
    }
  }

  private CommitTree tree(
      Repository repository, ObjectId commit, Asked asked, Whole whole, int depth)
      throws IOException {
    Map<String, ObjectId> links = new CommitTree(repository, commit).links();
    Map<String, CommitTree> fetched = new TreeMap<>();
    if (!links.isEmpty()) {
      Map<String, String> urls = urls(repository, commit);
      for (Map.Entry<String, ObjectId> link : links.entrySet()) {
        Optional<String> url = fetchable(link.getKey(), urls, asked);
        if (url.isPresent() && roomFor(whole, depth)) {
          fetched.put(
              link.getKey(),
              fetched(link.getKey(), url.get(), link.getValue(), asked, whole, depth));
        }
      }
    }
    return new CommitTree(repository, commit, fetched);
  }

  private static boolean roomFor(Whole whole, int depth) {
    if (depth >= DEPTH || whole.open.size() >= MOST) {
      throw Rejected.invalid(
          "More than "
              + MOST
              + " submodules, or "
              + DEPTH
              + " within each other, are not fetched.");
    }
    return true;
  }

  /** The submodules' URLs as the commit has them, by path. */
  private static Map<String, String> urls(Repository repository, ObjectId commit)
      throws IOException {
    Map<String, String> urls = new TreeMap<>();
    Config config = new Config();
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk file = TreeWalk.forPath(repository, FILE, commits.parseCommit(commit).getTree())) {
      if (file == null
          || (file.getFileMode(0).getBits() & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
        return urls;
      }
      config.fromText(text(repository, file.getObjectId(0)));
    } catch (ConfigInvalidException e) {
      throw Rejected.invalid(FILE + " cannot be read: " + e.getMessage());
    }
    for (String name : config.getSubsections(SECTION)) {
      Optional<String> path = Optional.ofNullable(config.getString(SECTION, name, "path"));
      Optional<String> url = Optional.ofNullable(config.getString(SECTION, name, "url"));
      if (path.isPresent() && url.isPresent()) {
        urls.put(path.get(), url.get());
      }
    }
    return urls;
  }

  private static String text(Repository repository, ObjectId id) throws IOException {
    try (Blobs blobs = Blobs.of(repository)) {
      Blobs.Blob file = blobs.open(id);
      if (file.size() > LARGEST_FILE) {
        throw Rejected.invalid(FILE + " is larger than " + (LARGEST_FILE >> 20) + " MB.");
      }
      return new String(file.content().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Optional<String> fetchable(String path, Map<String, String> urls, Asked asked) {
    String why;
    try {
      String url =
          Optional.ofNullable(urls.get(path))
              .orElseThrow(() -> Rejected.invalid(FILE + " names no URL for it."));
      return Optional.of(outbound.admit(absolute(url, asked)).toString());
    } catch (Rejected e) {
      why = e.getMessage();
    }
    asked
        .console()
        .warning("Submodule " + path + " is not fetched, its directory stays empty: " + why);
    return Optional.empty();
  }

  /** Relative ones as git resolves them: from the repository's own URL, as if it were a folder. */
  private static String absolute(String url, Asked asked) {
    if (!url.startsWith("./") && !url.startsWith("../")) {
      return url;
    }
    String base =
        asked
            .base()
            .orElseThrow(
                () -> Rejected.invalid("its URL is relative, and a push says not to what."));
    try {
      return URI.create(base.endsWith("/") ? base : base + "/").resolve(new URI(url)).toString();
    } catch (URISyntaxException e) {
      throw Rejected.invalid("'%s' is no URL: in one a blank is written %%20.".formatted(url));
    }
  }

  private CommitTree fetched(
      String path, String url, ObjectId commit, Asked asked, Whole whole, int depth)
      throws IOException {
    Repository module = repositories.openModule(asked.app(), key(url));
    whole.open.add(module);
    if (!module.getObjectDatabase().has(commit)) {
      asked.console().heading("Fetching submodule " + path + " from " + url);
      try {
        fetches.everything(module, remote(path, url, asked, whole));
      } catch (Rejected e) {
        throw Rejected.invalid("Submodule " + path + ": " + e.getMessage());
      }
    }
    if (!module.getObjectDatabase().has(commit)) {
      throw Rejected.invalid(
          "Submodule "
              + path
              + ": no branch or tag of "
              + url
              + " holds commit "
              + commit.abbreviate(8).name()
              + ": push it there first.");
    }
    return tree(
        module,
        commit,
        new Asked(asked.app(), asked.reader(), Optional.of(url), asked.console(), asked.whenGone()),
        whole,
        depth + 1);
  }

  private Fetches.Remote remote(String path, String url, Asked asked, Whole whole) {
    Origin origin = Origin.of(url);
    Optional<GitStore.Login> login =
        asked.reader().user().flatMap(user -> accounts.login(user, origin.host()));
    if (login.isPresent() && !origin.isSecure() && !whole.named.equals(Optional.of(origin))) {
      login = Optional.empty();
      asked
          .console()
          .warning(
              ("Submodule %s is asked for without your account at %s, as its URL has no TLS:"
                      + " name it with https:// in %s.")
                  .formatted(path, origin.host(), FILE));
    }
    return new Fetches.Remote(url, asked.reader(), login, asked.whenGone());
  }

  private static String key(String url) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
