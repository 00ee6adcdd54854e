package paas.platform.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;

/** Writes one commit into a bare repository, file by file. */
public final class Commits {
  public static final Instant WHEN = Instant.parse("2026-11-20T10:00:00Z");

  private final Repository repository;
  private final DirCache index = DirCache.newInCore();
  private final DirCacheBuilder files = index.builder();

  public Commits(Repository repository) {
    this.repository = repository;
  }

  public Commits file(String path, String text) {
    return entry(path, FileMode.REGULAR_FILE, blob(text));
  }

  /** With a name that need not be UTF-8. */
  public Commits file(byte[] path, String text) {
    return entry(new DirCacheEntry(path), FileMode.REGULAR_FILE, blob(text.getBytes(UTF_8)));
  }

  /** As large as no heap of a test has to be. */
  public Commits zeros(String path, long length) {
    try (ObjectInserter objects = repository.newObjectInserter()) {
      ObjectId id = objects.insert(Constants.OBJ_BLOB, length, new Zeros());
      objects.flush();
      return entry(path, FileMode.REGULAR_FILE, id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Zeros extends InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      Arrays.fill(into, from, from + length, (byte) 0);
      return length;
    }
  }

  public Commits executable(String path, String text) {
    return entry(path, FileMode.EXECUTABLE_FILE, blob(text));
  }

  public Commits symlink(String path, String target) {
    return entry(path, FileMode.SYMLINK, blob(target));
  }

  public Commits symlink(String path, byte[] target) {
    return entry(path, FileMode.SYMLINK, blob(target));
  }

  public Commits submodule(String path) {
    return entry(path, FileMode.GITLINK, ObjectId.fromString("c0ffee" + "0".repeat(34)));
  }

  public Commits submodule(String path, ObjectId commit) {
    return entry(path, FileMode.GITLINK, commit);
  }

  private Commits entry(String path, FileMode mode, ObjectId object) {
    return entry(new DirCacheEntry(path), mode, object);
  }

  private Commits entry(DirCacheEntry entry, FileMode mode, ObjectId object) {
    entry.setFileMode(mode);
    entry.setObjectId(object);
    files.add(entry);
    return this;
  }

  private ObjectId blob(String text) {
    return blob(text.getBytes(UTF_8));
  }

  private ObjectId blob(byte[] bytes) {
    try (ObjectInserter objects = repository.newObjectInserter()) {
      ObjectId id = objects.insert(Constants.OBJ_BLOB, bytes);
      objects.flush();
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ObjectId commit(String message) throws IOException {
    files.finish();
    try (ObjectInserter objects = repository.newObjectInserter()) {
      CommitBuilder commit = new CommitBuilder();
      PersonIdent author = new PersonIdent("Ada", "ada@example.com", WHEN, ZoneOffset.UTC);
      commit.setTreeId(index.writeTree(objects));
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage(message);
      ObjectId id = objects.insert(commit);
      objects.flush();
      return id;
    }
  }
}
