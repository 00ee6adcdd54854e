package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** A real gRPC service of texts: one method of each kind. */
final class GrpcService implements BindableService {
  /** As long as the largest message that gRPC takes unasked allows. */
  static final int LONG = 3 << 20;

  static final Metadata.Key<String> TRAILER =
      Metadata.Key.of("x-reason", Metadata.ASCII_STRING_MARSHALLER);

  static final MethodDescriptor<String, String> SHOUT =
      method("Shout", MethodDescriptor.MethodType.UNARY);
  static final MethodDescriptor<String, String> COUNT =
      method("Count", MethodDescriptor.MethodType.SERVER_STREAMING);
  static final MethodDescriptor<String, String> JOIN =
      method("Join", MethodDescriptor.MethodType.CLIENT_STREAMING);
  static final MethodDescriptor<String, String> ECHO =
      method("Echo", MethodDescriptor.MethodType.BIDI_STREAMING);

  /** Down once a call was cancelled under its handler. */
  final CountDownLatch cancelled = new CountDownLatch(1);

  private static MethodDescriptor<String, String> method(
      String name, MethodDescriptor.MethodType type) {
    return MethodDescriptor.<String, String>newBuilder()
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName("test.Texts", name))
        .setRequestMarshaller(new Texts())
        .setResponseMarshaller(new Texts())
        .build();
  }

  /** UTF-8, where others have protocol buffers. */
  private static final class Texts implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder("test.Texts")
        .addMethod(SHOUT, ServerCalls.asyncUnaryCall(this::shout))
        .addMethod(COUNT, ServerCalls.asyncServerStreamingCall(this::count))
        .addMethod(JOIN, ServerCalls.asyncClientStreamingCall(this::join))
        .addMethod(ECHO, ServerCalls.asyncBidiStreamingCall(this::echo))
        .build();
  }

  /** {@code fail} fails with a status, a message and a trailer; {@code hang} never answers. */
  private void shout(String text, StreamObserver<String> to) {
    switch (text) {
      case "fail" -> {
        Metadata trailers = new Metadata();
        trailers.put(TRAILER, "no voice");
        to.onError(
            Status.FAILED_PRECONDITION.withDescription("caf\u00e9 100%").asException(trailers));
      }
      case "hang" ->
          ((ServerCallStreamObserver<String>) to).setOnCancelHandler(cancelled::countDown);
      default -> {
        to.onNext(text.toUpperCase(java.util.Locale.ROOT));
        to.onCompleted();
      }
    }
  }

  /** As many messages as the number says, then an error if it is odd. */
  private void count(String number, StreamObserver<String> to) {
    int most = Integer.parseInt(number);
    for (int i = 1; i <= most; i++) {
      to.onNext(Integer.toString(i));
    }
    if (most % 2 == 0) {
      to.onCompleted();
    } else {
      to.onError(Status.RESOURCE_EXHAUSTED.withDescription("odd").asRuntimeException());
    }
  }

  /** The length of all messages together. */
  private StreamObserver<String> join(StreamObserver<String> to) {
    return new StreamObserver<>() {
      private long length;

      @Override
      public void onNext(String value) {
        length += value.length();
      }

      @Override
      public void onError(Throwable cause) {
        cancelled.countDown();
      }

      @Override
      public void onCompleted() {
        to.onNext(Long.toString(length));
        to.onCompleted();
      }
    };
  }

  private StreamObserver<String> echo(StreamObserver<String> to) {
    return new StreamObserver<>() {
      @Override
      public void onNext(String value) {
        to.onNext("echo " + value);
      }

      @Override
      public void onError(Throwable cause) {
        cancelled.countDown();
      }

      @Override
      public void onCompleted() {
        to.onCompleted();
      }
    };
  }
}
