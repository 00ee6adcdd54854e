package paas.platform.push;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.fault.Rejected;
import paas.platform.intake.Console;
import paas.platform.intake.Requester;

/** Decides on each ref of a push; the deploy branch is decided by deploying it. */
final class PushGate implements PreReceiveHook {
  private static final Logger LOG = LoggerFactory.getLogger(PushGate.class);

  private final Destination destination;
  private final App app;
  private final User user;
  private final Repository repository;
  private final BranchDeploy deploy;
  private final Requester requester;
  private final RefCheck refs;

  PushGate(
      Destination destination,
      User user,
      Repository repository,
      BranchDeploy deploy,
      Requester requester) {
    this.destination = destination;
    this.app = destination.app();
    this.user = user;
    this.repository = repository;
    this.deploy = deploy;
    this.requester = requester;
    this.refs = new RefCheck(repository);
  }

  @Override
  public void onPreReceive(ReceivePack pack, Collection<ReceiveCommand> commands) {
    Console console = new Console(line -> show(pack, line));
    destination.announce(console);
    List<ReceiveCommand> open =
        commands.stream()
            .filter(PushGate::isOpen)
            .sorted(Comparator.comparing(command -> !deletes(command)))
            .toList();
    try {
      PushOptions options =
          PushOptions.parse(Optional.ofNullable(pack.getPushOptions()).orElse(List.of()));
      for (ReceiveCommand command : open) {
        decide(command, options, console);
        if (isOpen(command)) {
          refs.admitted(command);
        }
      }
    } catch (Rejected e) {
      console.refusal("The push", String.valueOf(e.getMessage()), "Nothing was changed.");
      open.forEach(command -> refuse(command, "a push option is not valid"));
    }
  }

  private static boolean isOpen(ReceiveCommand command) {
    return command.getResult() == ReceiveCommand.Result.NOT_ATTEMPTED;
  }

  private static boolean deletes(ReceiveCommand command) {
    return command.getType() == ReceiveCommand.Type.DELETE;
  }

  /** A line that git shows behind {@code remote:}, at once. */
  private static void show(ReceivePack pack, String line) {
    try {
      pack.getMessageOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      pack.getMessageOutputStream().flush();
    } catch (IOException e) {
      // The connection's end is noticed by StreamedBody, which cancels what can be cancelled.
    }
  }

  private void decide(ReceiveCommand command, PushOptions options, Console console) {
    String ref = command.getRefName();
    boolean isBranch = ref.startsWith(Constants.R_HEADS);
    String branch = Repository.shortenRefName(ref);
    Optional<String> obstacle = obstacle(command);
    if (!isBranch && !ref.startsWith(Constants.R_TAGS)) {
      refuse(command, "only branches and tags can be pushed");
    } else if (obstacle.isPresent()) {
      refuse(command, obstacle.get());
    } else if (isBranch && app.settings().deploys(branch)) {
      if (deletes(command)) {
        refuse(command, "the deploy branch cannot be deleted; paas destroy removes the app");
      } else {
        deploy(command, branch, options, console);
      }
    } else if (!deletes(command)) {
      console.detail(
          (isBranch ? "" : "Tag ")
              + branch
              + " is stored, not deployed: only "
              + (isBranch ? "" : "branch ")
              + deployBranches()
              + " deploys.");
    }
  }

  private Optional<String> obstacle(ReceiveCommand command) {
    try {
      return refs.obstacle(command);
    } catch (IOException e) {
      LOG.error("{} of {} could not be looked at", command.getRefName(), app.name(), e);
      return Optional.of("internal error");
    }
  }

  private String deployBranches() {
    String set = app.settings().deployBranch();
    return set.isEmpty() ? "main or master" : set;
  }

  private void deploy(ReceiveCommand command, String branch, PushOptions options, Console console) {
    try {
      BranchDeploy.Pushed pushed =
          new BranchDeploy.Pushed(
              app, branch, command.getOldId(), command.getNewId(), user, options.canary());
      Optional<String> refusal = deploy.run(pushed, repository, console, requester);
      refusal.ifPresent(why -> refuse(command, why));
    } catch (RuntimeException e) {
      LOG.error("A push to {} failed inside the platform", app.name(), e);
      console.refusal(
          "The platform", String.valueOf(e.getMessage()), "Its own log says more; try again.");
      refuse(command, "internal error");
    }
  }

  private static void refuse(ReceiveCommand command, String why) {
    command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, why);
  }
}
