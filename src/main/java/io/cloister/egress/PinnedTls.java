package io.cloister.egress;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS to a checked numeric address that asks for, and verifies, the certificate of the host's name.
 * The JDK's client would ask for that of the address.
 */
final class PinnedTls {

  private PinnedTls() {}

  static SSLContext to(String host, SSLContext trust) {
    return new NamedContext(new NamedSpi(host, trust), trust);
  }

  private static final class NamedContext extends SSLContext {
    NamedContext(SSLContextSpi spi, SSLContext trust) {
      super(spi, trust.getProvider(), trust.getProtocol());
    }
  }

  private static final class NamedSpi extends SSLContextSpi {

    private final String host;
    private final SSLContext trust;

    NamedSpi(String host, SSLContext trust) {
      this.host = host;
      this.trust = trust;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String address, int port) {
      return trust.createSSLEngine(host, port);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return trust.createSSLEngine();
    }

    @Override
    protected void engineInit(
        KeyManager @Nullable [] keys,
        TrustManager @Nullable [] trusted,
        @Nullable SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("it is ready");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return trust.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return trust.getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return trust.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return trust.getClientSessionContext();
    }
  }

  static SSLContext ofTheJdk() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }
}
