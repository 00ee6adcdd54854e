package paas.builder.dockerfile;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paas.builder.fault.BuildFault;

class DockerfileTest {
  private static final String OTHER = "paas-0a1b2c3d/0123456789abcdef0123456789abcdef";

  private static Dockerfile check(String text) throws BuildFault {
    return Dockerfile.check(text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private static String refusal(String text) {
    return assertThrows(BuildFault.class, () -> check(text), text).reason();
  }

  @Test
  void publicImagesStagesAndTheStackAreAllowed() {
    for (String text :
        List.of(
            "FROM debian:trixie-slim",
            "FROM ghcr.io/a/b@sha256:" + "a".repeat(64),
            "FROM paas/stack:debian13 AS build\nFROM scratch\nCOPY --from=build /x /x\nCOPY --from=0 /x /y",
            "ARG V=22\nFROM --platform=$BUILDPLATFORM node:${V}-slim",
            "ARG V\nFROM node:${V:-22}",
            "FROM a\nRUN --mount=type=cache,target=/root/.cache --mount=type=bind,from=a,target=/a true",
            "# a comment\n\nFROM a\nRUN echo FROM " + OTHER,
            "FROM a\nRUN cat <<EOF\nFROM b\nEOF\n",
            // No flags of the instruction.
            "FROM a\nRUN restore --from=$BACKUP --mount=from=$X",
            "FROM a\nRUN true && \\\n\\\n  restore --from=$BACKUP")) {
      assertDoesNotThrow(() -> check(text), text);
    }
  }

  @Test
  void whatTheEngineWouldFetchFromTheHostsNetworkIsRefused() {
    for (String add :
        List.of(
            "ADD http://127.0.0.1:7300/health /x",
            "add --chown=1:1 HTTPS://example.com/a.tgz /x",
            "ADD [\"http://localhost/a\", \"/x\"]",
            "ADD h\\ttp://localhost/a /x",
            "ADD 'ht'tp://localhost/a /x",
            "ADD a.txt http://localhost/a /x/",
            "ARG U=http://localhost\nADD $U/a /x",
            "ARG U=ttp://localhost\nADD h${U}/a /x",
            "ADD git@github.com:a/b.git /x",
            "ADD me@host.example:a/b.git /x",
            "ONBUILD ADD http://localhost/a /x",
            // Each of these was fetched by Docker 20.10.
            "ADD ht\\\ntp://localhost/a /x",
            "A\\\nDD http://localhost/a /x",
            "\u00A0ADD http://localhost/a /x",
            "ADD [\"h\\u0074tp://localhost/a\", \"/x\"]",
            "ONBU\u0130LD ADD http://localhost/a /x")) {
      assertTrue(refusal("FROM a\n" + add).contains("server's own network"), add);
    }
    for (String add :
        List.of(
            "ADD dist.tar.gz /x",
            "ARG D\nADD dist/$D /x",
            "ADD [\"a b\", \"/x\"]",
            "ADD app http.conf /etc/",
            "COPY a http://b",
            "ADD a $HOME/x")) {
      assertDoesNotThrow(() -> check("FROM a\n" + add), add);
    }
  }

  @Test
  void imagesOfAppsAreRefusedHoweverTheyAreWritten() {
    for (String text :
        List.of(
            "FROM " + OTHER,
            "from docker.io/" + OTHER + ":latest",
            "FROM --platform=linux/amd64 " + OTHER + " AS x",
            "FROM \\\n  " + OTHER,
            "FROM \\\n# comment\n\n  " + OTHER,
            "# escape=`\nFROM `\n " + OTHER,
            "ARG A=" + OTHER + "\nFROM ${A}",
            "ARG A=paas-0a1b2c3d\nARG B=$A/x\nFROM $B",
            "FROM ${NONE:-" + OTHER + "}",
            "FROM a\nCOPY --from=" + OTHER + " / /",
            "FROM a\nCOPY --chown=1:1 --from=" + OTHER + " / /",
            "FROM a\nRUN --mount=type=bind,from=" + OTHER + ",target=/x ls /x",
            "FROM a\nRUN --mount=target=/x,\"from=" + OTHER + "\" ls /x",
            "FROM a\nONBUILD COPY --from=" + OTHER + " / /",
            // BuildKit takes quotes and escapes out of flags, and joins lines without a space.
            "FROM -- " + OTHER,
            "FROM ${TARGETOS:+paas-0a1b2c3d/}x",
            "FR\\\nOM " + OTHER,
            "FROM pa\\\nas" + OTHER.substring(4),
            "FROM a\nCOPY --f\\rom=" + OTHER + " / /",
            "FROM a\nCOPY --\"from\"=" + OTHER + " / /",
            "FROM a\nCOPY --fr\\\nom=" + OTHER + " / /",
            "FROM a\nCOP\\\nY --from=" + OTHER + " / /",
            "FROM a\nRUN --mount=\"type=bind,target=/a b,from=" + OTHER + "\" ls",
            "FROM a\nRUN --mou\\nt=type=bind,f\\rom=" + OTHER + ",target=/x ls",
            "# x=y\n# escape=`\nFROM a\nCOPY \\\n--from=" + OTHER + " / /",
            // A later stage of that name is no stage yet where it is used.
            "FROM a\nCOPY --from=" + OTHER + " / /\nFROM b AS " + OTHER,
            // Read as instructions by engines without here-documents.
            "FROM a\nRUN cat <<EOF\nEOF2\nFROM " + OTHER + "\nEOF\n",
            // Read as an instruction by engines with them.
            "FROM a\nRUN cat <<X\nx \\\nX\nFROM " + OTHER + "\n",
            // A word that only looks like a here-document must not hide what follows a real one.
            "FROM a\nRUN b <<< \"q\"; cat <<#X\nx \\\n#X\nFROM " + OTHER + "\n",
            "FROM a\nRUN cat <<#X\n#X \ny \\\n#X\nFROM " + OTHER + "\n",
            "FROM a\nRUN cat <<#X\nx \\\n#X\nFROM " + OTHER + "\n")) {
      assertTrue(refusal(text).contains("is an image of an app"), text);
    }
  }

  @Test
  void bareIdsAndUnknowableNamesAreRefused() {
    assertTrue(refusal("FROM " + "ab12".repeat(16)).contains("image id"));
    assertTrue(refusal("FROM 4f2dee4a68a8").contains("image id"));
    assertTrue(refusal("FROM sha256:" + "a".repeat(64)).contains("image id"));
    assertTrue(refusal("FROM $UNSET").contains("cannot be known"));
    assertTrue(refusal("FROM ${TARGETVARIANT:+paas-1/}x").contains("cannot be known"));
    assertTrue(refusal("FROM a\nCOPY --from=$X / /").contains("cannot be known"));
  }

  @Test
  void faultsNameTheLine() {
    assertTrue(
        refusal("# one\nFROM a\n\nCOPY --from=" + OTHER + " / /\n")
            .startsWith("Dockerfile line 4:"));
  }

  @Test
  void syntaxLineIsLeftOutAndLineNumbersStay() throws BuildFault {
    Dockerfile dockerfile = check("# syntax=docker/dockerfile:1\nFROM a\n");
    assertTrue(dockerfile.namesSyntax());
    String sent = new String(dockerfile.bytes(), StandardCharsets.UTF_8);
    assertEquals("FROM a", sent.split("\n", -1)[1]);
    assertTrue(!sent.contains("docker/dockerfile"), sent);
  }

  @Test
  void noSyntaxLineIsSentWhateverIsBeforeIt() throws BuildFault {
    for (String head :
        List.of(
            "# syntax=b/x\n",
            "# a1=b\n",
            "# escape=`\n",
            "# check=skip=all\n",
            "\uFEFF",
            "#!/usr/bin/env x\n",
            "# said\n\n")) {
      for (String line : List.of("# syntax = a/x", "#SYNTAX=a/x", "// syntax=a/x")) {
        Dockerfile dockerfile = check(head + line + "\nFROM a\n");
        assertTrue(dockerfile.namesSyntax(), head + line);
        String sent = new String(dockerfile.bytes(), StandardCharsets.UTF_8);
        assertTrue(!sent.contains("a/x") && !sent.contains("b/x"), sent);
      }
    }
  }

  @Test
  void jsonInPlaceOfInstructionsIsRefused() {
    assertTrue(refusal(" {\"syntax\": \"a/x\"}").contains("JSON"));
  }

  @Test
  void otherBytesPassUnchanged() throws BuildFault {
    String text = "FROM a\nLABEL x=\"ü\"\n";
    assertEquals(text, new String(check(text).bytes(), StandardCharsets.UTF_8));
  }

  @Test
  void valueOfAnArgumentIsCheckedInPlaceOfItsDefault() throws BuildFault {
    byte[] text = "ARG BASE=debian\nFROM $BASE\n".getBytes(StandardCharsets.UTF_8);
    assertEquals(Set.of("BASE"), Dockerfile.check(text, Map.of("BASE", "alpine")).arguments());
    assertThrows(BuildFault.class, () -> Dockerfile.check(text, Map.of("BASE", OTHER)));
    assertThrows(BuildFault.class, () -> Dockerfile.check(text, Map.of("BASE", "$X")));
  }

  @Test
  void argumentsAreDeclaredByName() throws BuildFault {
    assertEquals(
        Set.of("A", "B", "C"),
        check("ARG A\nFROM a\nARG B=\"x D=y\" C='z'\nRUN echo ARG E\n").arguments());
  }

  @Test
  void targetsAreStagesByNameOrNumber() throws BuildFault {
    Dockerfile dockerfile = check("FROM a AS Base\nFROM b\nFROM base as web\n");
    for (String target : List.of("base", "WEB", "0", "2")) {
      dockerfile.checkTarget(target);
    }
    for (String target : List.of("a", "3", "-1", "")) {
      var fault = assertThrows(BuildFault.class, () -> dockerfile.checkTarget(target));
      assertTrue(fault.advice().contains("base, web"), fault.advice());
    }
  }

  @Test
  void hereDocumentsAndSecretsAreFound() throws BuildFault {
    assertEquals(Optional.of(2), check("FROM a\nRUN <<EOF\nx\nEOF\n").hereDocument());
    assertEquals(Optional.empty(), check("FROM a\nRUN cat <<< x\n").hereDocument());
    assertEquals(
        Optional.of(2), check("FROM a\nRUN --mount=type=secret,id=x true\n").asksForSecrets());
    assertEquals(
        Optional.empty(),
        check("FROM a\nRUN --mount=type=cache,target=/x true\n").asksForSecrets());
  }

  @Test
  void hostileContinuationsAreRefusedInBoundedTime() {
    String text = "FROM a\n" + "RUN \\\n".repeat(150_000);
    assertTimeout(Duration.ofSeconds(10), () -> refusal(text));
  }
}
