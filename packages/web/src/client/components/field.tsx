/** What the reader presses and fills in: buttons, selects and fields, all of one height, each with its name. */
import { type ReactNode, type Ref, useId } from 'react';
import styles from './field.module.css';
import { KeyHint } from './key-hint.tsx';

interface ButtonProps {
  children: ReactNode;
  onClick?: (() => void) | undefined;
  type?: 'button' | 'submit';
  isPrimary?: boolean;
  /** Without a border, for what stands in a row of many. */
  isQuiet?: boolean;
  isDisabled?: boolean;
  /** Given where the button is one of two states. */
  isPressed?: boolean;
  isExpanded?: boolean;
  /** Its name where the text alone does not tell it. */
  label?: string;
  title?: string;
  /** The key that does the same. */
  hint?: string;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  children,
  onClick,
  type = 'button',
  isPrimary = false,
  isQuiet = false,
  isDisabled = false,
  isPressed,
  isExpanded,
  label,
  title,
  hint,
  ref,
}: ButtonProps): ReactNode {
  const look = isPrimary ? styles.primary : isQuiet ? styles.quiet : styles.plain;
  return (
    <button
      ref={ref}
      type={type}
      className={`${styles.button} ${look}`}
      disabled={isDisabled}
      onClick={onClick}
      aria-pressed={isPressed}
      aria-expanded={isExpanded}
      aria-label={label}
      aria-keyshortcuts={hint}
      title={title}
    >
      {children}
      {hint !== undefined && <KeyHint keys={hint} />}
    </button>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: readonly { value: string; text: string }[];
  onChange: (value: string) => void;
  /** The name stands inside the box, before the choice, and not above it. */
  isInline?: boolean;
}

export function Select({ label, value, options, onChange, isInline = false }: SelectProps): ReactNode {
  const id = useId();
  return (
    <span className={isInline ? styles.inline : styles.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </span>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'date' | 'search';
  isRequired?: boolean;
  placeholder?: string;
  hint?: string;
  error?: string | null;
  min?: string;
  maxLength?: number;
  isMultiline?: boolean;
  hasFocus?: boolean;
}

export function TextField(props: TextFieldProps): ReactNode {
  const { label, value, onChange, type = 'text', isRequired = false, hint, error = null, isMultiline = false } = props;
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  const shared = {
    id,
    value,
    required: isRequired,
    placeholder: props.placeholder,
    maxLength: props.maxLength,
    'aria-invalid': error !== null,
    'aria-describedby': note === undefined ? undefined : noteId,
    // A dialog gives the focus to what is marked so.
    'data-first': props.hasFocus === true ? '' : undefined,
  };
  return (
    <span className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {isMultiline ? (
        <textarea {...shared} rows={2} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...shared} type={type} min={props.min} onChange={(event) => onChange(event.target.value)} />
      )}
      {note !== undefined && (
        <span id={noteId} className={error === null ? styles.note : styles.error}>
          {note}
        </span>
      )}
    </span>
  );
}

/** Filters and the like in one row that wraps. */
export function Toolbar({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row everywhere
    <div className={styles.toolbar} role="group" aria-label={label}>
      {children}
    </div>
  );
}
