package paas.platform.push;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
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
final class CommitTree implements Source {
  private final Repository repository;
  private final ObjectId commit;

  CommitTree(Repository repository, ObjectId commit) {
    this.repository = repository;
    this.commit = commit;
  }

  @Override
  public void writeTar(OutputStream out) throws IOException {
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk files = new TreeWalk(repository);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      RevCommit head = commits.parseCommit(commit);
      files.addTree(head.getTree());
      files.setRecursive(true);
      while (files.next()) {
        write(tar, files, head.getCommitTime());
      }
    }
  }

  private void write(TarArchiveOutputStream tar, TreeWalk files, int seconds) throws IOException {
    FileMode mode = files.getFileMode(0);
    if (mode.equals(FileMode.GITLINK)) {
      return;
    }
    ObjectReader objects = files.getObjectReader();
    ObjectLoader blob = objects.open(files.getObjectId(0), Constants.OBJ_BLOB);
    if (mode.equals(FileMode.SYMLINK)) {
      TarArchiveEntry link = new TarArchiveEntry(files.getPathString(), TarConstants.LF_SYMLINK);
      link.setLinkName(
          new String(blob.getCachedBytes(4096), java.nio.charset.StandardCharsets.UTF_8));
      put(tar, link, seconds);
      return;
    }
    TarArchiveEntry file = new TarArchiveEntry(files.getPathString());
    file.setSize(blob.getSize());
    file.setMode(mode.equals(FileMode.EXECUTABLE_FILE) ? 0100755 : 0100644);
    file.setModTime(seconds * 1000L);
    tar.putArchiveEntry(file);
    blob.copyTo(tar);
    tar.closeArchiveEntry();
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int seconds)
      throws IOException {
    entry.setModTime(seconds * 1000L);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  /** Paths of submodules: a commit only names them, so their files cannot be built. */
  List<String> submodules() throws IOException {
    List<String> paths = new ArrayList<>();
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk files = new TreeWalk(repository)) {
      files.addTree(commits.parseCommit(commit).getTree());
      files.setRecursive(true);
      while (files.next()) {
        if (files.getFileMode(0).equals(FileMode.GITLINK)) {
          paths.add(files.getPathString());
        }
      }
    }
    return paths;
  }
}
