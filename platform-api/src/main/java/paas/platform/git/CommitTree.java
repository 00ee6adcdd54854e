package paas.platform.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import paas.platform.build.Source;

/** The files of one commit as a tar, streamed out of the object store; times are the commit's. */
public final class CommitTree implements Source {
  private static final int POINTER_SIZE = 1024;
  private static final String POINTER = "version https://git-lfs.github.com/spec/v1\n";

  private final Repository repository;
  private final ObjectId commit;
  private final Map<String, CommitTree> submodules;
  private final List<String> pointers = new ArrayList<>();

  public CommitTree(Repository repository, ObjectId commit) {
    this(repository, commit, Map.of());
  }

  /** With the trees of submodules, by path; those that are not given stay empty directories. */
  public CommitTree(Repository repository, ObjectId commit, Map<String, CommitTree> submodules) {
    this.repository = repository;
    this.commit = commit;
    this.submodules = Map.copyOf(submodules);
  }

  @Override
  public void writeTar(OutputStream out) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      write(tar, "");
    }
  }

  private void write(TarArchiveOutputStream tar, String prefix) throws IOException {
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk files = new TreeWalk(repository)) {
      RevCommit head = commits.parseCommit(commit);
      files.addTree(head.getTree());
      files.setRecursive(true);
      while (files.next()) {
        write(tar, prefix + files.getPathString(), files, head.getCommitTime());
      }
    }
  }

  private void write(TarArchiveOutputStream tar, String name, TreeWalk files, int seconds)
      throws IOException {
    FileMode mode = files.getFileMode(0);
    if (mode.equals(FileMode.GITLINK)) {
      submodule(tar, name, files.getPathString());
      return;
    }
    ObjectReader objects = files.getObjectReader();
    ObjectLoader blob = objects.open(files.getObjectId(0), Constants.OBJ_BLOB);
    if (mode.equals(FileMode.SYMLINK)) {
      TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      link.setLinkName(new String(blob.getCachedBytes(4096), StandardCharsets.UTF_8));
      put(tar, link, seconds);
      return;
    }
    TarArchiveEntry file = new TarArchiveEntry(name);
    file.setSize(blob.getSize());
    file.setMode(mode.equals(FileMode.EXECUTABLE_FILE) ? 0100755 : 0100644);
    file.setModTime(seconds * 1000L);
    tar.putArchiveEntry(file);
    blob.copyTo(tar);
    tar.closeArchiveEntry();
    notePointer(name, blob);
  }

  private void submodule(TarArchiveOutputStream tar, String name, String path) throws IOException {
    Optional<CommitTree> tree = Optional.ofNullable(submodules.get(path));
    if (tree.isPresent()) {
      tree.get().write(tar, name + "/");
      pointers.addAll(tree.get().pointers);
    }
  }

  /** Git LFS specification, "The Pointer": under 1,024 bytes, its version in the first line. */
  private void notePointer(String name, ObjectLoader blob) throws IOException {
    if (blob.getSize() < POINTER_SIZE
        && new String(blob.getCachedBytes(POINTER_SIZE), StandardCharsets.ISO_8859_1)
            .startsWith(POINTER)) {
      pointers.add(name);
    }
  }

  /** The files among those written that are Git LFS pointers, not the files themselves. */
  public List<String> lfsPointers() {
    return List.copyOf(pointers);
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int seconds)
      throws IOException {
    entry.setModTime(seconds * 1000L);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  /** Paths of submodules and the commits of theirs that this one names. */
  Map<String, ObjectId> links() throws IOException {
    Map<String, ObjectId> links = new TreeMap<>();
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk files = new TreeWalk(repository)) {
      files.addTree(commits.parseCommit(commit).getTree());
      files.setRecursive(true);
      while (files.next()) {
        if (files.getFileMode(0).equals(FileMode.GITLINK)) {
          links.put(files.getPathString(), files.getObjectId(0));
        }
      }
    }
    return links;
  }
}
