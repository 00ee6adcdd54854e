package paas.platform.push;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;

/**
 * Whether git can move a ref as a push asks. JGit finds out when it moves it, which is after the
 * commit went live, and does not ask at all whether a branch would name a commit.
 */
final class RefCheck {
  /** Bytes of one part of a name: a file system takes 255 with the suffix of a lock. */
  private static final int LONGEST_PART = 240;

  private static final int LONGEST = 1000;

  private RefCheck() {}

  /** Why it could not be created or moved; nothing where it can, or is to be deleted. */
  static Optional<String> obstacle(Repository repository, ReceiveCommand command)
      throws IOException {
    String ref = command.getRefName();
    String name = Repository.shortenRefName(ref);
    if (command.getType() == ReceiveCommand.Type.DELETE) {
      return Optional.empty();
    }
    if (isTooLong(ref)) {
      return Optional.of(
          "the name is too long: %d bytes between slashes and %d in all at most"
              .formatted(LONGEST_PART, LONGEST));
    }
    Collection<String> beside = repository.getRefDatabase().getConflictingNames(ref);
    if (!beside.isEmpty()) {
      String other = Repository.shortenRefName(beside.iterator().next());
      return Optional.of(
          "%s cannot be stored beside %s: delete that one first, git push paas :%s"
              .formatted(name, other, other));
    }
    if (ref.startsWith(Constants.R_HEADS) && !isCommit(repository, command.getNewId())) {
      return Optional.of(
          "a branch takes commits only; that of a tag is git push paas TAG^{}:" + ref);
    }
    return hasMoved(repository, ref, command.getOldId())
        ? Optional.of(name + " has moved meanwhile: fetch, then push again")
        : Optional.empty();
  }

  /** Whether the ref names another object than {@code former}, which is zero for none. */
  static boolean hasMoved(Repository repository, String ref, ObjectId former) throws IOException {
    ObjectId now =
        Optional.ofNullable(repository.exactRef(ref))
            .map(Ref::getObjectId)
            .orElse(ObjectId.zeroId());
    return !now.equals(former);
  }

  private static boolean isTooLong(String ref) {
    return bytes(ref) > LONGEST
        || Stream.of(ref.split("/")).anyMatch(part -> bytes(part) > LONGEST_PART);
  }

  private static boolean isCommit(Repository repository, ObjectId id) throws IOException {
    try (RevWalk objects = new RevWalk(repository)) {
      return objects.parseAny(id) instanceof RevCommit;
    }
  }

  private static int bytes(String part) {
    return part.getBytes(StandardCharsets.UTF_8).length;
  }
}
