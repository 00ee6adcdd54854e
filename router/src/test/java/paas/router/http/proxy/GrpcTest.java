package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.router.http.Endpoint;
import paas.router.http.RouteLimits;
import paas.router.http.Target;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.KeyPairPem;
import paas.router.tls.ServedName;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;

/** A real client and a real server of gRPC, with the router between them. */
@Timeout(60)
class GrpcTest {
  private final GrpcService service = new GrpcService();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final BlockingQueue<Integer> answered = new LinkedBlockingQueue<>();
  private TestRouter router;
  private Server server;

  @BeforeEach
  void open() throws Exception {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(service)
            .build()
            .start();
    router = TestRouter.open();
    serve(RouteLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    router.close();
    server.shutdownNow();
  }

  private void serve(RouteLimits limits) {
    Endpoint endpoint = new Endpoint("web.1", "127.0.0.1", server.getPort(), "container-1");
    router.routeHttp2(new Target.Serving(TestRouter.SHOP, List.of(endpoint), limits));
  }

  /** A client of the app's hostname, with or without TLS. */
  private ManagedChannel channel(boolean tls) throws Exception {
    NettyChannelBuilder builder =
        tls
            ? NettyChannelBuilder.forAddress(secured())
                .sslContext(
                    GrpcSslContexts.forClient()
                        .trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .build())
            : NettyChannelBuilder.forAddress(local(router.server.address().getPort()))
                .usePlaintext();
    ManagedChannel channel = builder.overrideAuthority(TestRouter.HOST).build();
    channels.add(channel);
    return channel;
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private InetSocketAddress secured() throws Exception {
    X509Bundle made =
        new CertificateBuilder()
            .ecp256()
            .setIsCertificateAuthority(true)
            .subject("CN=" + TestRouter.HOST)
            .addSanDnsName(TestRouter.HOST)
            .buildSelfSigned();
    ServerCertificate certificate =
        new ServerCertificate(
            "a",
            List.of(new ServedName(TestRouter.HOST)),
            new KeyPairPem(made.getCertificatePathPEM(), made.getPrivateKeyPEM()),
            HttpsPolicy.BOTH);
    router.certificates.apply(new TlsTable(1, List.of(certificate), List.of()));
    return local(router.server.tlsAddress().orElseThrow().getPort());
  }

  private static String unary(ManagedChannel channel, String text) {
    return ClientCalls.blockingUnaryCall(channel, GrpcService.SHOUT, CallOptions.DEFAULT, text);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void callsOfEachKindAreAnswered(boolean tls) throws Exception {
    ManagedChannel channel = channel(tls);
    assertEquals("HELLO", unary(channel, "hello"));
    assertTrue(router.line().contains("path=\"/test.Texts/Shout\""));
    Iterator<String> numbers =
        ClientCalls.blockingServerStreamingCall(
            channel, GrpcService.COUNT, CallOptions.DEFAULT, "1000");
    for (int i = 1; i <= 1_000; i++) {
      assertEquals(Integer.toString(i), numbers.next());
    }
    Answers joined = new Answers();
    StreamObserver<String> parts = call(channel, GrpcService.JOIN, joined);
    for (int i = 0; i < 5_000; i++) {
      parts.onNext("x");
    }
    parts.onCompleted();
    assertEquals("5000", joined.next());
    assertEquals("OK", joined.end());
  }

  private static StreamObserver<String> call(
      ManagedChannel channel, MethodDescriptor<String, String> method, Answers answers) {
    var call = channel.newCall(method, CallOptions.DEFAULT);
    return method.getType() == MethodDescriptor.MethodType.BIDI_STREAMING
        ? ClientCalls.asyncBidiStreamingCall(call, answers)
        : ClientCalls.asyncClientStreamingCall(call, answers);
  }

  /** Each message of a conversation is answered before the next is sent: nothing is held back. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void conversationIsNotBuffered(boolean tls) throws Exception {
    Answers answers = new Answers();
    StreamObserver<String> said = call(channel(tls), GrpcService.ECHO, answers);
    for (int i = 0; i < 100; i++) {
      said.onNext("" + i);
      assertEquals("echo " + i, answers.next());
    }
    said.onCompleted();
    assertEquals("OK", answers.end());
  }

  @Test
  void largeMessagesPassBothWays() throws Exception {
    String text = "a".repeat(GrpcService.LONG);
    assertEquals(text.length(), unary(channel(false), text).length());
  }

  @Test
  void errorsComeWithTheirMessageAndTrailers() throws Exception {
    StatusRuntimeException failed =
        assertThrows(StatusRuntimeException.class, () -> unary(channel(false), "fail"));
    assertEquals(Status.Code.FAILED_PRECONDITION, failed.getStatus().getCode());
    assertEquals("caf\u00e9 100%", failed.getStatus().getDescription());
    assertEquals("no voice", trailer(failed));
    Iterator<String> numbers =
        ClientCalls.blockingServerStreamingCall(
            channel(false), GrpcService.COUNT, CallOptions.DEFAULT, "3");
    assertEquals("1", numbers.next());
    assertEquals("2", numbers.next());
    assertEquals("3", numbers.next());
    failed = assertThrows(StatusRuntimeException.class, numbers::next);
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, failed.getStatus().getCode());
  }

  private static String trailer(StatusRuntimeException failed) {
    Metadata trailers = failed.getTrailers();
    return trailers == null ? "none" : String.valueOf(trailers.get(GrpcService.TRAILER));
  }

  @Test
  void deadlineOfTheClientCancelsTheCallAtTheServer() throws Exception {
    ManagedChannel channel = channel(false);
    // The deadline is to pass at the server, not on the way there.
    assertEquals("HELLO", unary(channel, "hello"));
    CallOptions hurried = CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.SECONDS);
    StatusRuntimeException failed =
        assertThrows(
            StatusRuntimeException.class,
            () -> ClientCalls.blockingUnaryCall(channel, GrpcService.SHOUT, hurried, "hang"));
    assertEquals(Status.Code.DEADLINE_EXCEEDED, failed.getStatus().getCode());
    assertTrue(service.cancelled.await(30, TimeUnit.SECONDS));
  }

  @Test
  void cancelledConversationIsCancelledAtTheServer() throws Exception {
    Answers answers = new Answers();
    var call = channel(false).newCall(GrpcService.ECHO, CallOptions.DEFAULT);
    StreamObserver<String> said = ClientCalls.asyncBidiStreamingCall(call, answers);
    said.onNext("a");
    assertEquals("echo a", answers.next());
    call.cancel("enough", null);
    assertTrue(service.cancelled.await(30, TimeUnit.SECONDS));
    assertTrue(router.line().startsWith("at=error code=H27 "));
  }

  @Test
  void callThatTheServerDoesNotAnswerIsUnavailableByH12() throws Exception {
    ManagedChannel channel = channel(false);
    assertEquals("HELLO", unary(channel, "hello"));
    router.line();
    serve(new RouteLimits(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    StatusRuntimeException failed =
        assertThrows(StatusRuntimeException.class, () -> unary(channel, "hang"));
    assertEquals(Status.Code.UNAVAILABLE, failed.getStatus().getCode());
    assertTrue(
        String.valueOf(failed.getStatus().getDescription()).startsWith("H12 Request timeout: "));
    assertTrue(service.cancelled.await(30, TimeUnit.SECONDS));
    assertTrue(router.line().matches("at=error code=H12 .* status=503 .*"));
  }

  /** INTERNAL, as which gRPC takes a reset, would be no reason to its clients to try again. */
  @Test
  void conversationThatEndsWithTheServerIsUnavailableByH18() throws Exception {
    Answers answers = new Answers();
    StreamObserver<String> said = call(channel(true), GrpcService.ECHO, answers);
    said.onNext("a");
    assertEquals("echo a", answers.next());
    server.shutdownNow();
    assertEquals("UNAVAILABLE", answers.end());
    assertTrue(router.line().matches("at=error code=H18 .* status=503 .*"));
  }

  @Test
  void conversationThatFallsSilentIsUnavailableByH15() throws Exception {
    serve(new RouteLimits(Duration.ofMinutes(1), Duration.ofSeconds(2)));
    Answers answers = new Answers();
    StreamObserver<String> said = call(channel(true), GrpcService.ECHO, answers);
    said.onNext("a");
    assertEquals("echo a", answers.next());
    assertEquals("UNAVAILABLE", answers.end());
    assertTrue(router.line().matches("at=error code=H15 .* status=503 .*"));
    assertTrue(service.cancelled.await(30, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @CsvSource({
    "Crashed,UNAVAILABLE,H10",
    "NoWeb,UNAVAILABLE,H14",
    "None,UNIMPLEMENTED,No such host"
  })
  void callThatReachesNoServerFailsInTheTermsOfGrpc(String kind, Status.Code code, String text)
      throws Exception {
    switch (kind) {
      case "Crashed" -> router.route(new Target.Crashed(TestRouter.SHOP));
      case "NoWeb" -> router.route(new Target.NoWeb(TestRouter.SHOP));
      default -> router.put(List.of());
    }
    StatusRuntimeException failed =
        assertThrows(StatusRuntimeException.class, () -> unary(channel(false), "hello"));
    assertEquals(code, failed.getStatus().getCode());
    assertTrue(String.valueOf(failed.getStatus().getDescription()).startsWith(text));
  }

  /** A server that goes away tells its clients first, and no call is lost. */
  @Test
  void serverThatShutsDownInOrderLosesNoCall() throws Exception {
    ManagedChannel channel = channel(false);
    assertEquals("HELLO", unary(channel, "hello"));
    Server old = server;
    server = NettyServerBuilder.forAddress(local(0)).addService(new GrpcService()).build().start();
    Thread calls =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i < 500; i++) {
                unary(channel, "hello");
                answered.add(i);
              }
            });
    TestRouter.await("calls are made", () -> answered.size() > 50);
    serve(RouteLimits.DEFAULT);
    old.shutdown();
    calls.join();
    assertEquals(500, answered.size());
    assertTrue(old.awaitTermination(10, TimeUnit.SECONDS), "its connections are closed");
  }

  /** What came of a call. */
  private static final class Answers implements StreamObserver<String> {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<Status> ends = new LinkedBlockingQueue<>();

    @Override
    public void onNext(String value) {
      messages.add(value);
    }

    @Override
    public void onError(Throwable cause) {
      ends.add(Status.fromThrowable(cause));
    }

    @Override
    public void onCompleted() {
      ends.add(Status.OK);
    }

    String next() throws InterruptedException {
      String message = messages.poll(10, TimeUnit.SECONDS);
      return message == null ? "nothing, but " + ends : message;
    }

    String end() throws InterruptedException {
      Status end = ends.poll(10, TimeUnit.SECONDS);
      return end == null ? "none" : end.getCode().name();
    }
  }
}
