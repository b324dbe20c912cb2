package io.quantum.governor.loaders.binance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestSignerTest {
    /** The example of the venue's documentation, "SIGNED endpoint examples". */
    @Test
    void signs_the_documented_example_as_documented() {
        RequestSigner signer = new RequestSigner("2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9");
        String query = "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC"
                + "&recvWindow=5000&timestamp=1591702613943";

        assertThat(signer.signature(query))
                .isEqualTo("3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9");
    }

    @Test
    void puts_the_signature_last() {
        RequestSigner signer = new RequestSigner("secret");

        assertThat(signer.signed("timestamp=1")).matches("timestamp=1&signature=[0-9a-f]{64}");
    }
}
