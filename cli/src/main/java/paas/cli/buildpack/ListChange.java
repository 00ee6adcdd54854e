package paas.cli.buildpack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;

/** What a command line wants of a list of buildpacks; {@code place} counts from 0. */
record ListChange(List<String> words, Optional<Integer> place) {
  List<String> added(List<String> before) {
    String word = first();
    refuseDouble(before, word);
    List<String> after = new ArrayList<>(before);
    after.add(Math.min(place.orElse(before.size()), before.size()), word);
    return after;
  }

  List<String> set(List<String> before) {
    if (place.isEmpty()) {
      first();
      return words;
    }
    if (words.size() > 1) {
      throw Failure.usage("With --index, name one buildpack.");
    }
    String word = first();
    List<String> after = new ArrayList<>(before);
    String old = at(before, place.get());
    if (!old.equals(word)) {
      refuseDouble(before, word);
    }
    after.set(place.get(), word);
    return after;
  }

  List<String> removed(List<String> before) {
    if (words.isEmpty() == place.isEmpty()) {
      throw Failure.usage("Name the buildpack to remove, or its place with --index.");
    }
    String gone = place.isPresent() ? at(before, place.get()) : words.get(0);
    List<String> after = new ArrayList<>(before);
    if (!after.remove(gone)) {
      throw BuildpacksChangeCommand.notThere("The buildpack '" + gone + "' is not set.");
    }
    return after;
  }

  private String first() {
    if (words.isEmpty()) {
      throw Failure.usage("Which buildpack? For example: paas buildpacks:set nodejs");
    }
    return words.get(0);
  }

  private static String at(List<String> list, int place) {
    if (place >= list.size()) {
      throw BuildpacksChangeCommand.notThere(
          "There is no buildpack number " + (place + 1) + ": " + list.size() + " are set.");
    }
    return list.get(place);
  }

  private static void refuseDouble(List<String> before, String word) {
    if (before.contains(word)) {
      throw Failure.of(ExitCode.CONFLICT, "The buildpack '" + word + "' is set already.");
    }
  }
}
