package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Map;
import paas.router.http.message.Joint;

/** Pieces of one body that wait, in their order, and count in the budget of all. */
final class KeptPieces {
  /** What a piece costs besides its bytes. */
  private static final int COST_OF_ONE = 256;

  private final ArrayDeque<HttpContent> pieces = new ArrayDeque<>();
  private final Joint joint = new Joint();
  private final BufferBudget budget;
  private int cost;

  KeptPieces(BufferBudget budget) {
    this.budget = budget;
  }

  static int costOf(HttpContent content) {
    int cost = COST_OF_ONE + content.content().readableBytes();
    if (content instanceof LastHttpContent last) {
      for (Map.Entry<String, String> field : last.trailingHeaders()) {
        cost += COST_OF_ONE + field.getKey().length() + field.getValue().length();
      }
    }
    return cost;
  }

  /** What all of them cost. */
  int cost() {
    return cost;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** Adds a piece as it is; takes over the reference. */
  void add(HttpContent content) {
    joint.close();
    pieces.add(content);
    charge(costOf(content));
  }

  /** Adds the bytes of a piece, to the piece before it while both are small. */
  void join(HttpContent content) {
    ByteBuf bytes = content.content();
    int size = bytes.readableBytes();
    if (content instanceof LastHttpContent) {
      add(size > 0 && size < Joint.SMALL ? copied(content) : content);
    } else if (joint.append(bytes)) {
      charge(size);
    } else {
      HttpContent first = new DefaultHttpContent(joint.begin(bytes));
      pieces.add(first);
      charge(costOf(first));
    }
  }

  private static HttpContent copied(HttpContent content) {
    HttpContent copy = content.copy();
    content.release();
    return copy;
  }

  /** Adds all of the others, which has none then. */
  void addAll(KeptPieces others) {
    while (!others.isEmpty()) {
      add(others.remove());
    }
  }

  HttpContent remove() {
    HttpContent first = pieces.remove();
    joint.removed(first.content());
    charge(-costOf(first));
    return first;
  }

  void release() {
    while (!isEmpty()) {
      remove().release();
    }
  }

  private void charge(int difference) {
    cost += difference;
    budget.change(difference);
  }
}
