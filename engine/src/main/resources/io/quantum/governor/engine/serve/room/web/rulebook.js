customElements.define('gov-rulebook', class extends HTMLElement {});
