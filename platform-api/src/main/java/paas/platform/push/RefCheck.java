package paas.platform.push;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;

/**
 * Whether git can move the refs of one push as it asks. JGit finds out when it moves them, which is
 * after the commit went live, and does not ask at all whether a branch would name a commit.
 */
final class RefCheck {
  /** Bytes of one part of a name: a file system takes 255 with the suffix of a lock. */
  private static final int LONGEST_PART = 240;

  private static final int LONGEST = 1000;

  private final Repository repository;
  private final Set<String> freed = new HashSet<>();
  private final Set<String> taken = new HashSet<>();

  RefCheck(Repository repository) {
    this.repository = repository;
  }

  /**
   * The push goes on with this ref, on which the answers for those after it depend. Deletions come
   * first, as JGit does them first.
   */
  void admitted(ReceiveCommand command) {
    boolean deletes = command.getType() == ReceiveCommand.Type.DELETE;
    (deletes ? freed : taken).add(command.getRefName());
  }

  /** Why it could not be created or moved; nothing where it can, or is to be deleted. */
  Optional<String> obstacle(ReceiveCommand command) throws IOException {
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
    Optional<String> beside = beside(ref);
    if (beside.isPresent()) {
      String other = Repository.shortenRefName(beside.get());
      return Optional.of(
          "%s cannot be stored beside %s: delete that one first, git push paas :%s"
              .formatted(name, other, other));
    }
    if (ref.startsWith(Constants.R_HEADS) && !isCommit(command.getNewId())) {
      return Optional.of(
          "a branch takes commits only; that of a tag is git push paas TAG^{}:" + ref);
    }
    return hasMoved(repository, ref, command.getOldId())
        ? Optional.of(name + " has moved meanwhile: fetch, then push again")
        : Optional.empty();
  }

  /** A ref that is there, or will be, and is a folder of this one or the other way round. */
  private Optional<String> beside(String ref) throws IOException {
    Stream<String> stored =
        repository.getRefDatabase().getConflictingNames(ref).stream()
            .filter(name -> !freed.contains(name));
    Stream<String> pushed =
        taken.stream().filter(name -> name.startsWith(ref + "/") || ref.startsWith(name + "/"));
    return Stream.concat(stored, pushed).findFirst();
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

  private boolean isCommit(ObjectId id) throws IOException {
    try (RevWalk objects = new RevWalk(repository)) {
      return objects.parseAny(id) instanceof RevCommit;
    }
  }

  private static int bytes(String part) {
    return part.getBytes(StandardCharsets.UTF_8).length;
  }
}
