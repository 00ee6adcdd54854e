package paas.platform.api.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paas.platform.fault.Rejected;

class ListingTest {
  private static final Listing<Integer> LISTING =
      new Listing<>(
          new Attribute<>("version", number -> number, Integer::valueOf),
          Attribute.text("name", number -> "n" + number));

  private static final List<Integer> TWELVE = IntStream.rangeClosed(1, 12).boxed().toList();

  @Test
  void aWholeListIs200() {
    HttpResponse<List<Integer>> response = answer("");

    assertEquals(200, response.code());
    assertEquals(TWELVE, response.body());
    assertEquals("version, name", response.header("Accept-Ranges"));
    assertFalse(response.getHeaders().contains("Next-Range"));
  }

  @Test
  void aPageIs206AndSaysWhereToGoOn() {
    HttpResponse<List<Integer>> response = answer("version ..; max=5");

    assertEquals(206, response.code());
    assertEquals(List.of(1, 2, 3, 4, 5), response.body());
    assertEquals("version ]5..; max=5", response.header("Next-Range"));
    assertEquals("version 1..5; max=5", response.header("Content-Range"));
  }

  @Test
  void followingTheNextRangesGivesEveryItemOnceInOrder() {
    HttpResponse<List<Integer>> first = answer("version ..; max=5, order=desc");
    HttpResponse<List<Integer>> second = answer(String.valueOf(first.header("Next-Range")));
    HttpResponse<List<Integer>> third = answer(String.valueOf(second.header("Next-Range")));

    assertEquals(List.of(12, 11, 10, 9, 8), first.body());
    assertEquals(List.of(7, 6, 5, 4, 3), second.body());
    assertEquals(List.of(2, 1), third.body());
    assertEquals(200, third.code());
  }

  @Test
  void boundsCutOnBothSides() {
    assertEquals(List.of(3, 4), answer("version ]2..5[").body());
    assertEquals(List.of(2, 3, 4, 5), answer("version 2..5").body());
    assertEquals(List.of(5, 4), answer("version 5..]3; order=desc".replace("]3", "3[")).body());
  }

  @Test
  void textIsSortedAsText() {
    assertEquals(List.of(1, 10, 11), answer("name ..; max=3").body());
  }

  @Test
  void anUnknownAttributeOrABoundOfTheWrongKindIsRefused() {
    assertThrows(Rejected.class, () -> answer("colour .."));
    assertThrows(Rejected.class, () -> answer("version x.."));
  }

  private static HttpResponse<List<Integer>> answer(String range) {
    HttpRequest<?> request = HttpRequest.GET("/").header("Range", range);
    return LISTING.answer(request, TWELVE, number -> number);
  }
}
