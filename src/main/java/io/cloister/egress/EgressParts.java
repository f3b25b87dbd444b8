package io.cloister.egress;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the way out is made of in the product. */
@Configuration(proxyBeanMethods = false)
class EgressParts {

  @Bean
  Gate gate(ObjectProvider<AllowedHosts> rooms, EgressLog log, EgressProperties properties) {
    return new Gate(new Once(rooms), log, InetAddress::getAllByName, properties.specialAddresses());
  }

  @Bean
  HttpClients httpClients(EgressProperties properties) {
    return new HttpClients(properties.connectTimeout(), PinnedTls.ofTheJdk());
  }

  /** The rooms, looked up at the first request: they are made after the egress they use. */
  private static final class Once implements Supplier<List<AllowedHosts>> {

    private final ObjectProvider<AllowedHosts> rooms;
    private volatile @Nullable List<AllowedHosts> found;

    Once(ObjectProvider<AllowedHosts> rooms) {
      this.rooms = rooms;
    }

    @Override
    public List<AllowedHosts> get() {
      var known = found;
      if (known == null) {
        known = rooms.stream().toList();
        found = known;
      }
      return known;
    }
  }
}
