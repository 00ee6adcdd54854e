package paas.platform.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;

@Tag("contract")
class CommitTreeTest {
  @TempDir private Path dir;
  private Repository repository;
  private Commits commits;

  @BeforeEach
  void open() {
    repository = new Repositories(dir).open(AppId.random());
    commits = new Commits(repository);
  }

  @AfterEach
  void close() {
    repository.close();
  }

  private record Packed(String path, int mode, String link, String text) {}

  private List<Packed> packed(ObjectId commit) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CommitTree(repository, commit).writeTar(out);
    List<Packed> all = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(out.toByteArray()), "UTF-8")) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        assertEquals(Date.from(Commits.WHEN), e.getLastModifiedDate());
        assertTrue(e.isFile() || e.isSymbolicLink(), e.getName());
        String text = new String(tar.readAllBytes(), UTF_8);
        all.add(new Packed(e.getName(), e.getMode() & 0777, e.getLinkName(), text));
      }
    }
    return all;
  }

  @Test
  void filesComeInDirectoriesWithTheirContentAndMode() throws IOException {
    ObjectId commit =
        commits
            .file("Procfile", "web: bin/server\n")
            .executable("bin/server", "#!/bin/sh\n")
            .file("empty", "")
            .commit("files");
    assertEquals(
        List.of(
            new Packed("Procfile", 0644, "", "web: bin/server\n"),
            new Packed("bin/server", 0755, "", "#!/bin/sh\n"),
            new Packed("empty", 0644, "", "")),
        packed(commit));
  }

  @Test
  void aSymlinkStaysOneWhateverItNames() throws IOException {
    String far = "../é/" + "d".repeat(150);
    ObjectId commit = commits.symlink("current", "releases/1").symlink("far", far).commit("links");
    List<Packed> packed = packed(commit);
    assertEquals(List.of("releases/1", far), packed.stream().map(Packed::link).toList());
  }

  @Test
  void longAndForeignNamesSurvive() throws IOException {
    String deep = "node_modules/".repeat(20) + "index.js";
    String wide = "n".repeat(255);
    ObjectId commit =
        commits
            .file("grüße/日本語 🚀.txt", "hi")
            .file(deep, "js")
            .file(wide, "long")
            .file("with\nnewline and \"quotes\" \\", "odd")
            .commit("names");
    List<Packed> packed = packed(commit);
    assertEquals(
        List.of("grüße/日本語 🚀.txt", wide, deep, "with\nnewline and \"quotes\" \\").stream()
            .sorted()
            .toList(),
        packed.stream().map(Packed::path).sorted().toList());
  }

  /** An image's names are UTF-8; git's are bytes. */
  @Test
  void whatIsNotUtf8IsRefusedByTheNameThatGitShows() throws IOException {
    ObjectId name = commits.file("src/caf\u00e9".getBytes(ISO_8859_1), "a").commit("an old name");
    String why = assertThrows(Rejected.class, () -> packed(name)).getMessage();
    assertTrue(why.contains("\"src/caf\\351\""), why);
    assertTrue(why.contains("git mv"), why);
    ObjectId link =
        new Commits(repository)
            .symlink("menu", "caf\u00e9".getBytes(ISO_8859_1))
            .commit("an old link");
    why = assertThrows(Rejected.class, () -> packed(link)).getMessage();
    assertTrue(why.contains("link menu") && why.contains("\"caf\\351\""), why);
  }

  @Test
  void aSubmoduleIsLeftOutAndNamed() throws IOException {
    ObjectId commit = commits.file("a", "a").submodule("vendor/lib").commit("submodule");
    assertEquals(List.of(new Packed("a", 0644, "", "a")), packed(commit));
    assertEquals(
        List.of("vendor/lib"),
        new CommitTree(repository, commit).links().keySet().stream().toList());
  }

  @Test
  void aLargeFileIsStreamed() throws IOException {
    String large = "0123456789abcdef".repeat(1 << 16);
    ObjectId commit = commits.file("large", large).commit("large");
    assertEquals(List.of(new Packed("large", 0644, "", large)), packed(commit));
  }

  @Test
  void aCommitWithoutFilesIsAnEmptyTar() throws IOException {
    assertEquals(List.of(), packed(commits.commit("empty")));
  }
}
