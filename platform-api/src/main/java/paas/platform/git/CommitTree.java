package paas.platform.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import paas.platform.build.Source;
import paas.platform.fault.Rejected;
import paas.platform.pack.Blobs;

/** The files of one commit as a tar, streamed out of the object store; times are the commit's. */
public final class CommitTree implements Source {
  private static final int POINTER_SIZE = 1024;
  private static final int LONGEST_LINK = 4096;
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
        TreeWalk files = new TreeWalk(repository);
        Blobs blobs = Blobs.of(repository)) {
      RevCommit head = commits.parseCommit(commit);
      files.addTree(head.getTree());
      files.setRecursive(true);
      while (files.next()) {
        write(tar, prefix + name(files.getRawPath()), files, blobs, head.getCommitTime());
      }
    }
  }

  private void write(
      TarArchiveOutputStream tar, String name, TreeWalk files, Blobs blobs, int seconds)
      throws IOException {
    FileMode mode = files.getFileMode(0);
    if (mode.equals(FileMode.GITLINK)) {
      submodule(tar, name, files.getPathString());
      return;
    }
    Blobs.Blob blob = blobs.open(files.getObjectId(0));
    if (mode.equals(FileMode.SYMLINK)) {
      putLink(tar, name, blob, seconds);
      return;
    }
    TarArchiveEntry file = new TarArchiveEntry(name);
    file.setSize(blob.size());
    file.setMode(mode.equals(FileMode.EXECUTABLE_FILE) ? 0100755 : 0100644);
    file.setModTime(seconds * 1000L);
    tar.putArchiveEntry(file);
    byte[] start = blob.content().readNBytes(POINTER_SIZE);
    tar.write(start);
    blob.content().transferTo(tar);
    tar.closeArchiveEntry();
    notePointer(name, start);
  }

  private static void putLink(TarArchiveOutputStream tar, String name, Blobs.Blob blob, int seconds)
      throws IOException {
    if (blob.size() > LONGEST_LINK) {
      throw Rejected.invalid(
          "The symbolic link "
              + name
              + " names a path of "
              + blob.size()
              + " bytes: "
              + LONGEST_LINK
              + " is the most.");
    }
    TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    byte[] target = blob.content().readAllBytes();
    link.setLinkName(
        utf8(target)
            .orElseThrow(() ->
                Rejected.invalid(
                    "The symbolic link %s leads to %s, which is not UTF-8: rename what it leads to, and link to that."
                        .formatted(name, quoted(target)))));
    link.setModTime(seconds * 1000L);
    tar.putArchiveEntry(link);
    tar.closeArchiveEntry();
  }

  private static String name(byte[] path) {
    return utf8(path)
        .orElseThrow(() ->
            Rejected.invalid(
                "The file name %s is not UTF-8: rename the file (git mv), then push again."
                    .formatted(quoted(path))));
  }

  /**
   * Git's names are bytes, an image's are UTF-8. Whoever reads them as another encoding gives the
   * file a name that the app does not look for.
   */
  private static Optional<String> utf8(byte[] bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** As git shows it (git-config, core.quotePath), so that it is found there. */
  private static String quoted(byte[] bytes) {
    StringBuilder text = new StringBuilder("\"");
    for (byte b : bytes) {
      boolean plain = b >= ' ' && b < 0x7f && b != '"' && b != '\\';
      text.append(plain ? String.valueOf((char) b) : "\\%03o".formatted(b & 0xff));
    }
    return text.append('"').toString();
  }

  private void submodule(TarArchiveOutputStream tar, String name, String path) throws IOException {
    Optional<CommitTree> tree = Optional.ofNullable(submodules.get(path));
    if (tree.isPresent()) {
      tree.get().write(tar, name + "/");
      pointers.addAll(tree.get().pointers);
    }
  }

  /** Git LFS specification, "The Pointer": under 1,024 bytes, its version in the first line. */
  private void notePointer(String name, byte[] start) {
    if (start.length < POINTER_SIZE
        && new String(start, StandardCharsets.ISO_8859_1).startsWith(POINTER)) {
      pointers.add(name);
    }
  }

  /** The files among those written that are Git LFS pointers, not the files themselves. */
  public List<String> lfsPointers() {
    return List.copyOf(pointers);
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
