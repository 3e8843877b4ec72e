{{- define "tocsin.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" }}
{{- end }}

{{- define "tocsin.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- else if contains (include "tocsin.name" .) .Release.Name }}
{{- .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "tocsin.name" .) | trunc 50 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "tocsin.selectorLabels" -}}
app.kubernetes.io/name: {{ include "tocsin.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "tocsin.labels" -}}
{{ include "tocsin.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | quote }}
{{- end }}

{{- define "tocsin.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "tocsin.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "tocsin.image" -}}
{{ printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}

{{- /* tocsin.yaml: what the chart knows of, then what the values say, which may not say it twice. */ -}}
{{- define "tocsin.settings" -}}
brokers: {{ .Values.kafka.bootstrapServers | quote }}
{{- with .Values.kafka.properties }}
kafka:
  {{- toYaml . | nindent 2 }}
{{- end }}
schema.registry:
  url: {{ .Values.schemaRegistry.url | quote }}
  {{- with .Values.schemaRegistry.properties }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
state.dir: /var/lib/tocsin
http:
  host: 0.0.0.0
  port: {{ .Values.http.port }}
  open: [health, metrics]
{{- with .Values.settings }}
{{ toYaml . }}
{{- end }}
{{- end }}
