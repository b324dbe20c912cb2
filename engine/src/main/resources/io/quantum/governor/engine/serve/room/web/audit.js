customElements.define('gov-audit', class extends HTMLElement {});
