package paas.builder.fetch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicAddressesTest {
  @Test
  void addressesOfThisMachineAndItsNetworksAreNotPublic() throws UnknownHostException {
    for (String address :
        List.of(
            "127.0.0.1",
            "127.255.0.9",
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "169.254.169.254",
            "172.17.0.1",
            "172.31.255.255",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "fe80::a9fe:a9fe",
            "64:ff9b::10.0.0.1",
            "64:ff9b::169.254.169.254",
            "2002:7f00:1::1",
            "2001:db8::1",
            "2001:0:1::1")) {
      assertFalse(PublicAddresses.contain(InetAddress.getByName(address)), address);
    }
  }

  @Test
  void othersArePublic() throws UnknownHostException {
    for (String address :
        List.of(
            "1.1.1.1",
            "140.82.121.4",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1111",
            "64:ff9b::1.1.1.1",
            "2002:101:101::1")) {
      assertTrue(PublicAddresses.contain(InetAddress.getByName(address)), address);
    }
  }
}
