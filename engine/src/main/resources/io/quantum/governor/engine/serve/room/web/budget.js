customElements.define('gov-budget', class extends HTMLElement {});
